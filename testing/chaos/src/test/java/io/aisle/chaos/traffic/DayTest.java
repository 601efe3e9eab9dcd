package io.aisle.chaos.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Codec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DayTest {
    private static final Products PRODUCTS = new Products();

    @Test
    void theSameSeedSendsTheSameLines() {
        assertThat(lines(Day.MIXED, 7)).containsExactlyElementsOf(lines(Day.MIXED, 7));
        assertThat(lines(Day.MIXED, 8)).isNotEqualTo(lines(Day.MIXED, 7));
    }

    @Test
    void duplicatesComeThreeTimesEach() {
        Map<String, Integer> times = new HashMap<>();
        lines(Day.DUPLICATES, 1).forEach(line -> times.merge(line, 1, Integer::sum));
        assertThat(times).hasSize(100).allSatisfy((line, count) -> assertThat(count)
                .isEqualTo(3));
    }

    @Test
    void permutationsHoldAllVersionsAndNotInTheirOrder() {
        Map<String, Set<Long>> versions = new HashMap<>();
        boolean outOfOrder = false;
        Map<String, Long> last = new HashMap<>();
        for (JsonNode event : events(Day.PERMUTATIONS)) {
            String id = event.path("productId").asString();
            long version = event.path("version").longValue();
            outOfOrder |= last.getOrDefault(id, 0L) > version;
            last.put(id, version);
            versions.computeIfAbsent(id, key -> new TreeSet<>()).add(version);
        }
        assertThat(versions.values()).allSatisfy(all -> assertThat(all).containsExactly(1L, 2L, 3L, 4L, 5L));
        assertThat(outOfOrder).isTrue();
    }

    @Test
    void updatesComeAfterTheDeletionThatIsNewer() {
        Map<String, Boolean> deleted = new HashMap<>();
        long late = 0;
        for (JsonNode event : events(Day.DELETIONS)) {
            String id = event.path("productId").asString();
            if (event.path("deleted").booleanValue(false)) {
                deleted.put(id, true);
            } else if (deleted.containsKey(id) && event.path("version").longValue() < 4) {
                late++;
            }
        }
        assertThat(late).isPositive();
    }

    @Test
    void poisonHasNeighboursOnBothSides() {
        var poisoned = new Poisoned(Day.MIXED, "throw", 5, new byte[0]);
        List<String> ids = poisoned.lines(PRODUCTS, "t-", 100, new Random(3)).stream()
                .map(line -> new String(line, java.nio.charset.StandardCharsets.UTF_8))
                .toList();
        assertThat(ids.stream().filter(line -> line.contains(Poisoned.MARK + "throw")))
                .hasSize(5);
        assertThat(ids.get(0)).doesNotContain(Poisoned.MARK);
        assertThat(ids.get(ids.size() - 1)).doesNotContain(Poisoned.MARK);
    }

    private static List<JsonNode> events(Day day) {
        return day.lines(PRODUCTS, "t-", 100, new Random(1)).stream()
                .map(Codec::tree)
                .toList();
    }

    private static List<String> lines(Day day, int seed) {
        return day.lines(PRODUCTS, "t-", 100, new Random(seed)).stream()
                .map(line -> new String(line, java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }
}
