package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class StageSuspectsTest {
    @TempDir
    private Path folder;

    private final Map<String, Sinks.One<Outcome>> handlers = new ConcurrentHashMap<>();
    private final RecordingBroker broker = new RecordingBroker();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callsTheHandlerOfOneSuspectAtATimeAndOfOthersBeside(boolean inBatches) throws IOException {
        Stage stage = stage(folder);
        var function =
                inBatches ? stage.batches(10, Duration.ofMillis(1), 2, this::handleAll) : stage.each(4, this::handle);
        var running = function.apply(Flux.just("suspect-1", "fresh-1", "suspect-2", "fresh-2")
                        .map(broker::message))
                .subscribe();
        awaitCalls("suspect-1", "fresh-1", "fresh-2");
        assertThat(handlers).doesNotContainKey("suspect-2");
        assertThat(note(folder)).as("only the suspect in hand is noted").isNotEmpty();
        finish("fresh-1", "fresh-2");
        awaitAcknowledged("fresh-1", "fresh-2");

        finish("suspect-1");
        awaitCalls("suspect-2");
        finish("suspect-2");
        awaitAcknowledged("suspect-1", "suspect-2");
        assertThat(note(folder)).isEmpty();
        running.dispose();
    }

    @Test
    void callsNothingElseWhileItCallsTheHandlerOfOneThatEndedItsProcessOnce() throws Exception {
        Stage stage = stage(afterCrashOf("suspect", folder));
        Sinks.Many<Message<byte[]>> listener = Sinks.many().unicast().onBackpressureBuffer();
        var running = stage.each(4, this::handle).apply(listener.asFlux()).subscribe();
        listener.tryEmitNext(broker.message("before"));
        awaitCalls("before");
        listener.tryEmitNext(broker.message("suspect"));
        listener.tryEmitNext(broker.message("after"));
        assertThat(handlers).containsOnlyKeys("before");
        finish("before");
        awaitCalls("suspect");
        assertThat(handlers).doesNotContainKey("after");
        finish("suspect");
        awaitCalls("after");
        running.dispose();
    }

    @Test
    void doesNotCallTheHandlerOfOneThatEndedItsProcessTwice() throws Exception {
        Path once = afterCrashOf("suspect", folder);
        Stage stage = stage(afterCrashOf("suspect", once));
        Outcome outcome = stage.decide(List.of(Delivery.of(broker.message("suspect"))), Schedulers.parallel(), () -> {
                    throw new AssertionError("called");
                })
                .block();
        assertThat(outcome)
                .isEqualTo(new Outcome.Dead("crashed", "ended the process 2 times while it was alone in hand"));
    }

    @Test
    void doesNotNoteASuspectThatWaitsForADependency() throws IOException {
        Stage stage = stage(folder, "min-back-off", "1h", "max-back-off", "1h");
        var deciding = stage.decide(
                        List.of(Delivery.of(broker.message("suspect"))),
                        Schedulers.parallel(),
                        () -> Mono.error(new DependencyUnavailable("down", null)))
                .subscribe();
        assertThat(note(folder)).isEmpty();
        deciding.dispose();
    }

    private Stage stage(Path journal, String... properties) {
        String[] all = Arrays.copyOf(properties, properties.length + 2);
        all[properties.length] = "journal";
        all[properties.length + 1] = journal.toString();
        return Settings.stage("stage", Settings.properties(all), new SimpleMeterRegistry());
    }

    /** What is left when the process ends while this message is in hand. */
    private Path afterCrashOf(String name, Path journal) throws Exception {
        Stage stage = stage(journal);
        var deciding = stage.decide(List.of(Delivery.of(broker.message(name))), Schedulers.parallel(), Mono::never)
                .subscribe();
        await().until(() -> !note(journal).isEmpty());
        Path left = Files.createTempDirectory(folder, "left");
        try (Stream<Path> files = Files.list(journal)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, left.resolve(file.getFileName()));
            }
        }
        deciding.dispose();
        stage.close();
        return left;
    }

    private static String note(Path journal) throws IOException {
        Path note = journal.resolve("stage-1.in-hand");
        return Files.exists(note) ? Files.readString(note) : "";
    }

    private Mono<Outcome> handle(Delivery delivery) {
        return handlers.computeIfAbsent(RecordingBroker.name(delivery), name -> Sinks.one())
                .asMono();
    }

    private Mono<List<Outcome>> handleAll(List<Delivery> batch) {
        return Flux.fromIterable(batch).flatMapSequential(this::handle).collectList();
    }

    private void finish(String... names) {
        for (String name : names) {
            handlers.get(name).tryEmitValue(new Outcome.Done()).orThrow();
        }
    }

    private void awaitCalls(String... names) {
        await().until(() -> handlers.keySet().containsAll(List.of(names)));
    }

    private void awaitAcknowledged(String... names) {
        await().until(() -> broker.acknowledged().containsAll(List.of(names)));
    }
}
