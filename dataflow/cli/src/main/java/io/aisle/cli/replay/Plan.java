package io.aisle.cli.replay;

import io.aisle.contract.ProductKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are sent again, and which cannot be.
 *
 * @param bundles in the order of their oldest chosen letter
 */
record Plan(List<Bundle> bundles) {
    private static final Comparator<Slip> OLDEST_FIRST =
            Comparator.comparing(Slip::at).thenComparing(slip -> slip.id().toString());

    /**
     * Which letters are meant.
     *
     * @param stage only letters of this stage; null for all
     * @param reason only letters with this reason; null for all
     * @param limit at most this many, oldest first; 0 for all
     */
    record Choice(@Nullable String stage, @Nullable String reason, int limit) {
        private boolean matches(Slip letter) {
            return (stage == null || stage.equals(letter.group().stage()))
                    && (reason == null || reason.equals(letter.group().reason()));
        }

        private List<Slip> of(List<Slip> open) {
            List<Slip> chosen = open.stream().filter(this::matches).toList();
            return limit > 0 && limit < chosen.size() ? chosen.subList(0, limit) : chosen;
        }
    }

    /** @param open all open letters: those of a chosen letter's product version decide with it how it is sent */
    static Plan of(Collection<Slip> open, Choice choice) {
        List<Slip> ordered = open.stream().sorted(OLDEST_FIRST).toList();
        Map<ProductKey, List<Slip>> families = new LinkedHashMap<>();
        ordered.stream().filter(letter -> letter.key() != null).forEach(letter -> families.computeIfAbsent(
                        letter.key(), key -> new ArrayList<>())
                .add(letter));
        Set<Slip> chosen = new LinkedHashSet<>(choice.of(ordered));
        Set<ProductKey> planned = new HashSet<>();
        return new Plan(chosen.stream()
                .filter(letter -> letter.key() == null || planned.add(letter.key()))
                .flatMap(letter -> bundles(letter, families))
                .filter(bundle -> bundle.letters().stream().anyMatch(chosen::contains))
                .toList());
    }

    private static Stream<Bundle> bundles(Slip letter, Map<ProductKey, List<Slip>> families) {
        return letter.key() == null
                ? Stream.of(new Bundle(List.of(letter), List.of()))
                : Bundle.of(families.getOrDefault(letter.key(), List.of())).stream();
    }

    /** Those that can be sent. */
    List<Bundle> ready() {
        return bundles.stream().filter(bundle -> !bundle.needsTheProduct()).toList();
    }

    /** Halves that only their product, sent anew, would bring to an end. */
    List<Slip> alone() {
        return bundles.stream()
                .filter(Bundle::needsTheProduct)
                .flatMap(bundle -> bundle.along().stream())
                .toList();
    }
}
