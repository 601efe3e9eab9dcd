package io.aisle.cli.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Letters that are sent again as one, because only together they bring their product version to an end.
 *
 * @param send what is published; empty when nothing at hand would help
 * @param along letters that are void once those are published
 */
record Bundle(List<Slip> send, List<Slip> along) {
    Bundle {
        send = List.copyOf(send);
        along = List.copyOf(along);
    }

    /**
     * How the open letters of one product version are sent again. The product event makes both halves anew, so it stands
     * for all letters of halves. Without it, one half of each kind. A half alone would wait in vain once more.
     *
     * @param letters oldest first
     */
    static List<Bundle> of(List<Slip> letters) {
        var bundles = new ArrayList<Bundle>();
        var joined = new ArrayList<Slip>();
        for (Slip letter : letters) {
            if (letter.content() == Content.OTHER) {
                bundles.add(new Bundle(List.of(letter), List.of()));
            } else {
                joined.add(letter);
            }
        }
        if (!joined.isEmpty()) {
            bundles.add(of(joined, sent(joined)));
        }
        return bundles;
    }

    private static Bundle of(List<Slip> letters, List<Slip> send) {
        return new Bundle(
                send, letters.stream().filter(letter -> !send.contains(letter)).toList());
    }

    private static List<Slip> sent(List<Slip> letters) {
        // An event from behind the source has passed its checks already.
        Optional<Slip> event = letters.stream()
                .filter(letter -> letter.content() == Content.EVENT)
                .min(Comparator.comparing(letter -> letter.group().stage().equals("source")));
        return event.map(List::of).orElseGet(() -> pair(letters));
    }

    private static List<Slip> pair(List<Slip> letters) {
        List<Slip> halves = Stream.of(Content.TEXT, Content.IMAGE)
                .flatMap(kind -> letters.stream()
                        .filter(letter -> letter.content() == kind)
                        .limit(1))
                .toList();
        return halves.size() == 2 ? halves : List.of();
    }

    /** Whether only the product itself, sent anew, would help. */
    boolean needsTheProduct() {
        return send.isEmpty();
    }

    /** All its letters. */
    List<Slip> letters() {
        return Stream.concat(send.stream(), along.stream()).toList();
    }
}
