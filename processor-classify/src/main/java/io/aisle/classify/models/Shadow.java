package io.aisle.classify.models;

import io.aisle.classifier.Pair;
import io.aisle.classifier.Result;
import io.aisle.contract.Category;
import io.aisle.contract.Classification;
import io.aisle.contract.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the shadow what others have answered already, on one thread of its own. It delays nobody: what it cannot keep up
 * with is dropped and counted, and while others compute, it computes a quarter of its time.
 */
final class Shadow implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Shadow.class);
    /** With their pictures some 3 MB. */
    private static final int MOST_WAITING = 256;
    /** Rests that many times as long as it computed, while others compute. */
    private static final int REST = 3;

    private final Supplier<Lineup> lineup;
    private final BooleanSupplier busy;
    private final Meters meters;
    private final BlockingQueue<Answered> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread = new Thread(this::run, "shadow");

    private record Answered(Pair pair, byte[] answer) {}

    /** @param busy whether others compute at this moment */
    Shadow(Supplier<Lineup> lineup, BooleanSupplier busy, Meters meters) {
        this.lineup = lineup;
        this.busy = busy;
        this.meters = meters;
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes note of an answer that is on its way; returns at once. */
    void offer(Pair pair, byte[] answer) {
        if (lineup.get().model(Role.SHADOW) != null && !waiting.offer(new Answered(pair, answer))) {
            meters.dropped().increment();
        }
    }

    private void run() {
        while (!thread.isInterrupted()) {
            try {
                compareNext();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) { // one product must not end the comparison of all others
                meters.shadowFailed().increment();
                log.debug("models: the shadow gave no answer", e);
            }
        }
    }

    private void compareNext() throws InterruptedException {
        List<Answered> batch = new ArrayList<>();
        batch.add(waiting.take());
        Lineup now = lineup.get();
        ServedModel shadow = now.model(Role.SHADOW);
        if (shadow == null) {
            return;
        }
        waiting.drainTo(batch, shadow.policy().maxSize() - 1);
        long start = System.nanoTime();
        compare(shadow, now.stable(), batch);
        if (busy.getAsBoolean()) {
            TimeUnit.NANOSECONDS.sleep(REST * (System.nanoTime() - start));
        }
    }

    private void compare(ServedModel shadow, ServedModel stable, List<Answered> batch) {
        List<Pair> pairs = batch.stream().map(Answered::pair).toList();
        List<Result> results = shadow.classify(pairs).orElse(List.of());
        for (int at = 0; at < results.size(); at++) {
            Classification answer = Codec.decode(batch.get(at).answer(), Classification.class);
            if (isOf(stable, answer) && results.get(at) instanceof Result.Classified said) {
                compare(shadow, said.classification(), answer);
            }
        }
    }

    private void compare(ServedModel shadow, Classification said, Classification answer) {
        boolean sameLeaf = leaf(said).equals(leaf(answer));
        boolean sameTop = top(said).equals(top(answer));
        shadow.agreement().add(sameLeaf, sameTop);
        meters.compared(shadow.name(), sameLeaf, sameTop, said.confidence() - answer.confidence());
    }

    private static String leaf(Classification answer) {
        Category category = answer.category();
        return category == null ? "" : category.id();
    }

    private static String top(Classification answer) {
        Category category = answer.category();
        return category == null ? "" : category.path().get(0).id();
    }

    /** The canary's answers are no measure of the shadow. */
    private static boolean isOf(ServedModel stable, Classification answer) {
        Classification.ModelStamp stamp = answer.model();
        return stamp != null && stable.name().equals(stamp.name() + "/" + stamp.version());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
