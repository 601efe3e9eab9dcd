package io.aisle.sink.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Classification;
import io.aisle.contract.Codec;
import io.aisle.delivery.Delivery;
import io.aisle.delivery.Outcome;
import io.aisle.tests.store.Answers;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreStageTest {
    private final EmbeddedStore server = new EmbeddedStore();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Classification answer = Answers.live("a", 1);
    private final Clock twoSecondsLater = Clock.fixed(answer.acceptedAt().plusSeconds(2), ZoneOffset.UTC);
    private final StoreStage stage =
            new StoreStage(new ProductStore(server.collection("products"), meters), meters, twoSecondsLater);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersEachDeliveryInItsPlace() {
        List<Outcome> outcomes = stage.handle(List.of(
                        message("{no json".getBytes()),
                        message(Codec.encode(answer)),
                        message("{\"version\": 1}".getBytes()),
                        message(Codec.encode(Answers.tombstone("b", 2)))))
                .block(EmbeddedStore.PATIENCE);
        assertThat(outcomes).extracting(StoreStageTest::word).containsExactly("malformed", "done", "malformed", "done");
        assertThat(server.all("products")).hasSize(2);
    }

    @Test
    void measuresTheTimeFromAcceptedToStored() {
        stage.handle(List.of(message(Codec.encode(answer)))).block(EmbeddedStore.PATIENCE);
        Timer latency = meters.get("aisle.product.latency").timer();
        assertThat(latency.count()).isEqualTo(1);
        assertThat(latency.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2_000);
        assertThat(latency.takeSnapshot().percentileValues())
                .extracting(value -> value.percentile())
                .containsExactly(0.5, 0.95, 0.99);
    }

    private static Delivery message(byte[] payload) {
        return Messages.of(payload, Map.of());
    }

    private static String word(Outcome outcome) {
        return outcome instanceof Outcome.Dead dead ? dead.reason() : "done";
    }
}
