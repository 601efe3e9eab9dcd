package io.aisle.classify.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineupTest {
    /** Never to be edited: with another hash every product would change its side in the middle of a trial. */
    @Test
    void positionsAreGolden() {
        assertThat(Lineup.position("p-1")).isEqualTo(0.7855152941795791);
        assertThat(Lineup.position("상품-1")).isEqualTo(0.6844002224935583);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d", "product-%08d", "m%dx"})
    void spreadsIdsEvenly(String ids) {
        List<Double> positions = positions(ids, 20_000, 1, 0);
        for (double share : new double[] {0.01, 0.1, 0.3, 0.5}) {
            assertThat(below(positions, share)).isCloseTo(share, within(0.015));
        }
    }

    /** The partitions of the features are dealt out by the id's own hash: an instance must see its share too. */
    @Test
    void spreadsTheIdsOfEachPartition() {
        for (int partition = 0; partition < 6; partition++) {
            assertThat(below(positions("p-%d", 60_000, 6, partition), 0.3)).isCloseTo(0.3, within(0.02));
        }
    }

    private static double below(List<Double> positions, double share) {
        return (double) positions.stream().filter(at -> at < share).count() / positions.size();
    }

    private static List<Double> positions(String ids, int count, int partitions, int partition) {
        return IntStream.range(0, count)
                .mapToObj(ids::formatted)
                .filter(id -> Math.abs(id.hashCode() % partitions) == partition)
                .map(Lineup::position)
                .toList();
    }
}
