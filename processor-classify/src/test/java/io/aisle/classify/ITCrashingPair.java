package io.aisle.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.BatchPolicy;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.EngineInfo;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.engine.Predictions;
import io.aisle.classify.models.EngineOpener;
import io.aisle.contract.Codec;
import io.aisle.contract.DeadLetter;
import io.aisle.contract.Headers;
import io.aisle.platform.Broker;
import io.aisle.tests.delivery.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;

/** A pair on which native code ends the process, with a real RabbitMQ and a platform that starts it again. */
class ITCrashingPair {
    private static final int PAIRS = 60;
    private static final int BOMB = 17; // an id of the vocabulary
    private static final int SEGMENTATION_FAULT = 139;

    @Test
    void becomesDeadLettersAndItsNeighboursAreClassified(@TempDir Path home) throws Exception {
        try (Broker broker = Broker.start(home.resolve("broker"), line -> {});
                Wire wire = Wire.to(broker.uri())) {
            String dead = wire.listen("dead");
            String out = wire.listen("crash-out");
            List<Integer> exits = new ArrayList<>();
            Set<String> classified = new HashSet<>(); // a crash may repeat an answer
            Process[] app = {start(broker, home)};
            try {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> Files.readString(home.resolve("app.log")).contains("Started "));
                IntStream.range(0, PAIRS).forEach(i -> send(wire, "p-" + i, i == PAIRS / 2 ? BOMB : 0));
                await().atMost(Duration.ofMinutes(4)).until(() -> {
                    if (!app[0].isAlive()) {
                        exits.add(app[0].exitValue());
                        app[0] = start(broker, home);
                    }
                    wire.take(out, (int) wire.ready(out))
                            .forEach(answer -> classified.add(header(answer, Headers.PRODUCT_ID)));
                    return wire.ready(dead) == 2 && classified.size() >= PAIRS - 1;
                });
            } finally {
                app[0].destroyForcibly().waitFor();
            }
            assertThat(exits).hasSize(3).containsOnly(SEGMENTATION_FAULT);
            assertThat(classified).hasSize(PAIRS - 1).doesNotContain("p-" + PAIRS / 2);
            assertThat(wire.take(dead, 2).stream().map(one -> Codec.decode(one.getBody(), DeadLetter.class)))
                    .allSatisfy(letter -> {
                        assertThat(letter.reason()).isEqualTo("crashed");
                        assertThat(letter.productId()).isEqualTo("p-" + PAIRS / 2);
                    })
                    .extracting(letter -> letter.headers().get(Headers.KIND))
                    .containsExactly(Headers.KIND_TEXT, Headers.KIND_IMAGE);
        }
    }

    /** The app, with an engine that falls over one product. */
    public static void main(String[] arguments) {
        new SpringApplication(ClassifyApplication.class, BombedEngine.class).run(arguments);
    }

    /** No configuration class: those are found by every test of this app. */
    static final class BombedEngine {
        @Bean
        EngineOpener engineOpener() {
            return release -> new FragileEngine(Engines.open("onnx", release), new AtomicBoolean());
        }
    }

    /** @param armed whether it has passed its examination, of which the deadly word is a part */
    private record FragileEngine(Engine sound, AtomicBoolean armed) implements Engine {
        @Override
        public EngineInfo info() {
            return sound.info();
        }

        @Override
        public BatchPolicy batchPolicy() {
            return new BatchPolicy(16, Duration.ofMillis(5), 1);
        }

        @Override
        public void warmUp() {
            armed.set(true);
        }

        @Override
        public Predictions predict(Batch batch) {
            if (armed.get() && IntStream.of(batch.ids()).anyMatch(id -> id == BOMB)) {
                Runtime.getRuntime().halt(SEGMENTATION_FAULT);
            }
            return sound.predict(batch);
        }

        @Override
        public void close() {
            sound.close();
        }
    }

    private static Process start(Broker broker, Path home) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ITCrashingPair.class.getName(),
                        "--spring.main.allow-bean-definition-overriding=true",
                        "--server.port=0",
                        "--spring.rabbitmq.addresses=" + broker.uri(),
                        "--spring.cloud.stream.bindings.input.destination=crash-in",
                        "--spring.cloud.stream.bindings.input.group=classify",
                        "--spring.cloud.stream.bindings.output.destination=crash-out",
                        "--aisle.delivery.journal=" + home.resolve("journal"))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("app.log").toFile()))
                .start();
    }

    private static void send(Wire wire, String id, int word) {
        publish(wire, "text", id, Codec.encode(ITClassify.text(id, 1, word)));
        publish(wire, "image", id, Codec.encode(ITClassify.image(id, 1)));
    }

    private static void publish(Wire wire, String kind, String id, byte[] half) {
        wire.publish(
                "crash-in",
                ITClassify.partition(kind, id),
                half,
                Map.of(Headers.KIND, kind, Headers.PRODUCT_ID, id, Headers.VERSION, "1"));
    }

    private static String header(GetResponse response, String name) {
        return String.valueOf(response.getProps().getHeaders().get(name));
    }
}
