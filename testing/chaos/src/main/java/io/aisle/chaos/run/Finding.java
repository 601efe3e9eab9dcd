package io.aisle.chaos.run;

import io.aisle.chaos.traffic.Poisoned;
import io.aisle.cli.account.Account;
import io.aisle.cli.account.SinkAccount;
import io.aisle.contract.ProductKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one run showed.
 *
 * @param fault name of the fault
 * @param seed of the run
 * @param account everything sent, and what became of it in each sink
 * @param unknown versions that were attempted and never answered, neither accepted nor refused
 * @param recovered those of them that stand in the first sink nevertheless
 * @param unwanted accepted versions that died though nothing was wrong with them
 * @param contents what is wrong with the contents of what was taken and stands, one line each
 * @param left messages still in the broker at the end, by queue
 * @param times how long things took
 * @param restarts how often an app was started again
 * @param repeated lines that had to be sent again, each time counted
 * @param events what was done, with times
 * @param broken why the run itself went wrong; null when it ran to its end
 */
public record Finding(
        String fault,
        int seed,
        @Nullable Account account,
        long unknown,
        long recovered,
        Set<ProductKey> unwanted,
        List<String> contents,
        Map<String, Long> left,
        Times times,
        int restarts,
        long repeated,
        List<String> events,
        @Nullable String broken) {

    /**
     * Durations in milliseconds.
     *
     * @param recovery from the end of the fault until all that was accepted by then had come to its end; -1 for never
     * @param total the whole run
     * @param p50 median from accepted to classified
     * @param p99 the same for all but one in a hundred
     */
    public record Times(long recovery, long total, long p50, long p99) {
        static final Times NONE = new Times(-1, 0, 0, 0);
    }

    static Finding broken(String fault, int seed, List<String> events, String why) {
        return new Finding(fault, seed, null, 0, 0, Set.of(), List.of(), Map.of(), Times.NONE, 0, 0, events, why);
    }

    /** Nothing lost, invented or counted twice; nothing died that was healthy; nothing left behind. */
    public boolean isGood() {
        return objections().isEmpty();
    }

    /** Everything that is wrong with it, one line each. */
    public List<String> objections() {
        List<String> wrong = new ArrayList<>();
        if (broken != null) {
            wrong.add(broken);
        }
        if (account != null) {
            account.sinks().forEach(sink -> object(sink, wrong));
            if (!account.differences().isEmpty()) {
                wrong.add(account.differences().size() + " products differ between the sinks, such as "
                        + account.differences().get(0));
            }
        }
        if (!unwanted.isEmpty()) {
            wrong.add(unwanted.size() + " healthy versions died, such as " + some(unwanted));
        }
        wrong.addAll(contents);
        if (!left.isEmpty()) {
            wrong.add("still in the broker: " + left);
        }
        return wrong;
    }

    private static void object(SinkAccount sink, List<String> wrong) {
        object(sink.sink(), "lost", sink.lost(), wrong);
        object(sink.sink(), "ghost", sink.ghost(), wrong);
        object(sink.sink(), "double", sink.doubled(), wrong);
    }

    private static void object(String sink, String what, List<ProductKey> keys, List<String> wrong) {
        if (!keys.isEmpty()) {
            wrong.add("%s %s %d, such as %s".formatted(sink, what, keys.size(), some(keys)));
        }
    }

    private static String some(Iterable<ProductKey> keys) {
        return keys.iterator().next().toString();
    }

    /** What {@code --json} writes of it. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("fault", fault);
        figures.put("seed", seed);
        figures.put("good", isGood());
        if (account != null) {
            figures.putAll(account.figures());
        }
        figures.put("unknown", unknown);
        figures.put("recovered", recovered);
        figures.put("healthyButDead", unwanted.size());
        figures.put("recoveryMillis", times.recovery());
        figures.put("totalMillis", times.total());
        figures.put("p50Millis", times.p50());
        figures.put("p99Millis", times.p99());
        figures.put("restarts", restarts);
        figures.put("repeatedLines", repeated);
        figures.put("events", events);
        figures.put("objections", objections());
        return figures;
    }

    static boolean mayDie(ProductKey key) {
        return key.productId().contains(Poisoned.MARK);
    }
}
