package io.aisle.faultpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is asked to do, as {@code key=value,key=value}: {@code halt=POINT} with {@code pass=N} (1 unless
 * said), {@code mutant=NAME}, {@code poison=on}; at least one of the three.
 *
 * @param halt where the app ends, or null
 * @param pass at which passing of that point, from 1
 * @param mutant the promise that is broken, or null
 * @param poison whether poisonous products are
 */
record Arguments(
        @Nullable HaltPoint halt, int pass, @Nullable Mutant mutant, boolean poison) {
    private static final Set<String> KEYS = Set.of("halt", "pass", "mutant", "poison");

    /** @throws IllegalArgumentException when any part is not understood; its message is for people */
    static Arguments parse(@Nullable String text) {
        Map<String, String> values = values(text == null ? "" : text);
        HaltPoint halt = one(HaltPoint.values(), HaltPoint::word, "halt", values.get("halt"));
        Mutant mutant = one(Mutant.values(), Mutant::word, "mutant", values.get("mutant"));
        String poison = values.get("poison");
        if (poison != null && !poison.equals("on")) {
            throw new IllegalArgumentException("poison: can only be on, not " + poison);
        }
        if (halt == null && mutant == null && poison == null) {
            throw new IllegalArgumentException("nothing to do: give halt=POINT, mutant=NAME or poison=on");
        }
        if (halt == null && values.containsKey("pass")) {
            throw new IllegalArgumentException("pass: of which point? Give halt=POINT too");
        }
        return new Arguments(halt, pass(values.getOrDefault("pass", "1")), mutant, poison != null);
    }

    /** What has to be woven for each thing that was asked for, by its word. */
    Map<String, List<Weaving>> weavings() {
        Map<String, List<Weaving>> all = new LinkedHashMap<>();
        if (halt != null) {
            all.put(halt.word(), halt.weavings());
        }
        if (mutant != null) {
            all.put(mutant.word(), mutant.weavings());
        }
        if (poison) {
            all.put("poison", Poison.WEAVINGS);
        }
        return all;
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length != 2 || !KEYS.contains(pair[0])) {
                throw new IllegalArgumentException(
                        "'" + part + "' is none of halt=POINT, pass=N, mutant=NAME, poison=on");
            }
            if (values.put(pair[0], pair[1]) != null) {
                throw new IllegalArgumentException(pair[0] + ": is given twice");
            }
        }
        return values;
    }

    private static <T> @Nullable T one(
            T[] all, java.util.function.Function<T, String> word, String key, @Nullable String wanted) {
        if (wanted == null) {
            return null;
        }
        return Stream.of(all)
                .filter(one -> word.apply(one).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + ": '" + wanted + "' is none of "
                        + Stream.of(all).map(word).collect(Collectors.joining(", "))));
    }

    private static int pass(String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("pass: must be a whole number from 1, not " + text);
        }
        return Integer.parseInt(text);
    }
}
