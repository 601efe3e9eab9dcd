package io.aisle.faultpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Headers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MutantTest {
    /** Ids as generators make them; a run has at least 2,000 products, and some of them must be hit. */
    @Test
    void choosesAboutOneProductIn200WhateverItsIdsLookLike() {
        for (String form : List.of("p-%d", "mall7-%06d", "seed-3-product-%d")) {
            long chosen = IntStream.range(0, 20_000)
                    .filter(i -> Mutant.isChosen(form.formatted(i)))
                    .count();
            assertThat(chosen).as(form).isBetween(50L, 150L);
        }
    }

    @Test
    void dropsNothingButImageHalves() {
        String chosen = TestProducts.chosen();
        assertThat(Mutant.drops(headers(Headers.KIND_IMAGE, chosen))).isTrue();
        assertThat(Mutant.drops(headers(Headers.KIND_TEXT, chosen))).isFalse();
        assertThat(Mutant.drops(headers(Headers.KIND_DEAD_LETTER, chosen))).isFalse();
        assertThat(Mutant.drops(Map.of())).isFalse();
    }

    private static Map<String, String> headers(String kind, String id) {
        return Map.of(Headers.KIND, kind, Headers.PRODUCT_ID, id);
    }
}
