package io.aisle.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.chaos.arena.Arena;
import io.aisle.chaos.arena.Wiring;
import io.aisle.cli.screen.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the broker says of the queues that the running apps have declared. */
class ITTopology {
    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();
    private static final int PARTITIONS = 6;

    @TempDir
    static Path home;

    private static Arena arena;
    private static final Map<String, JsonNode> queues = new TreeMap<>();

    @BeforeAll
    static void readBack() throws InterruptedException {
        arena = Arena.open(REPOSITORY, home, Wiring.DIRECT, Duration.ofSeconds(60), Map.of(), Screen.standard());
        String json = arena.brokers()
                .control(
                        "-q", "list_queues", "--formatter=json", "name", "type", "durable", "auto_delete", "arguments");
        JsonMapper.builder()
                .build()
                .readTree(json)
                .forEach(queue -> queues.put(queue.path("name").asString(), queue));
    }

    @AfterAll
    static void stop() {
        if (arena != null) {
            arena.close();
        }
    }

    @Test
    void thereIsAQueueForEveryWayThroughTheStreamAndNoOther() {
        var expected = new java.util.TreeSet<>(java.util.List.of(
                "products.text", "products.image", "categories.store", "categories.legacy", "dead.sink-mongo"));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            expected.add("features.classify-" + partition);
            expected.add("features.classify-image-" + partition);
        }
        assertThat(queues.keySet()).isEqualTo(expected);
    }

    @Test
    void everyQueueIsADurableQuorumQueue() {
        assertThat(queues.values()).allSatisfy(queue -> {
            assertThat(queue.path("type").asString()).isEqualTo("quorum");
            assertThat(queue.path("durable").booleanValue()).isTrue();
            assertThat(queue.path("auto_delete").booleanValue()).isFalse();
        });
    }

    @Test
    void everyQueueHasALengthAndRefusesWhatIsBeyondIt() {
        assertThat(queues.keySet()).allSatisfy(name -> {
            assertThat(arguments(name)).containsEntry("x-overflow", "reject-publish");
            assertThat(arguments(name)).containsEntry("x-max-length", "1000000");
        });
    }

    @Test
    void everyWorkQueueLosesNothingOnTheWayToTheDeadLetters() {
        assertThat(queues.keySet())
                .filteredOn(name -> !name.startsWith("dead."))
                .allSatisfy(name -> assertThat(arguments(name))
                        .containsEntry("x-dead-letter-exchange", "dead")
                        .containsEntry("x-dead-letter-strategy", "at-least-once")
                        .containsEntry("x-delivery-limit", "20"));
    }

    @Test
    void deadLettersHaveNoDeadLettersOfTheirOwn() {
        assertThat(arguments("dead.sink-mongo")).doesNotContainKeys("x-dead-letter-exchange", "x-delivery-limit");
    }

    /** A list of triples: name, type, value. */
    private static Map<String, String> arguments(String queue) {
        Map<String, String> arguments = new TreeMap<>();
        JsonNode listed = queues.get(queue).path("arguments");
        if (listed.isObject()) {
            listed.propertyStream()
                    .forEach(one -> arguments.put(one.getKey(), one.getValue().asString()));
        } else {
            listed.forEach(triple ->
                    arguments.put(triple.path(0).asString(), triple.path(2).asString()));
        }
        return arguments;
    }
}
