package io.aisle.cli.account.story;

import io.aisle.cli.account.Fate;
import io.aisle.contract.ProductKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One version of the product.
 *
 * @param key the version
 * @param journey what the sender knows of it
 * @param fates where it stands, by sink
 * @param doubled sinks in which it stands although an open letter says that it died
 * @param burials its dead letters
 */
record Chapter(ProductKey key, Journey journey, Map<String, Fate> fates, List<String> doubled, List<Burial> burials) {

    /** Accepted, and with exactly one end in every sink; or not accepted, and nowhere without having been sent. */
    boolean isClosed() {
        return journey.accepted() == null
                ? journey.attempts() > 0 || !exists()
                : doubled.isEmpty() && sinks(Fate.Missing.class).isEmpty();
    }

    /** What it all means. */
    String meaning() {
        if (journey.attempts() == 0 && journey.accepted() == null) {
            return exists()
                    ? "This ledger never sent it: it was sent from another --home, past the ledger, or invented. It is "
                            + words() + "."
                    : "Nobody has heard of it.";
        }
        if (journey.accepted() == null) {
            return notAccepted();
        }
        return "Accepted; " + words() + "." + next();
    }

    private String notAccepted() {
        String answer = journey.refusal() == null ? "The source never answered 202 for it" : "The source refused it";
        String why = journey.refusal() == null ? "" : ": " + journey.refusal();
        return exists()
                ? answer + why + ", yet it is " + words() + "; that is no fault."
                : answer + why + ", and no sink has it. To have it, send it again: ./aisle send FILE.";
    }

    private String next() {
        if (!doubled.isEmpty()) {
            return " An open letter contradicts that in " + String.join(" and ", doubled)
                    + ": ./aisle replay sends it again, which closes it.";
        }
        if (!sinks(Fate.Missing.class).isEmpty()) {
            return " It is on its way, stuck or lost: ./aisle account --stuck says which.";
        }
        return sinks(Fate.Dead.class).isEmpty() ? "" : " Repair the cause, then ./aisle replay.";
    }

    private boolean exists() {
        return sinks(Fate.Missing.class).size() < fates.size();
    }

    private List<String> sinks(Class<? extends Fate> fate) {
        return fates.entrySet().stream()
                .filter(sink -> fate.isInstance(sink.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private String words() {
        return fates.entrySet().stream()
                .map(sink -> words(sink.getValue(), sink.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String words(Fate fate, String sink) {
        if (fate instanceof Fate.Stored) {
            return "stored in " + sink;
        }
        if (fate instanceof Fate.Superseded) {
            return "superseded in " + sink + " by a newer version";
        }
        return fate instanceof Fate.Dead dead
                ? "dead for " + sink + " (" + dead.reason() + ")"
                : "without an end in " + sink;
    }
}
