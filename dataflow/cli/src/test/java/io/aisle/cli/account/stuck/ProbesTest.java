package io.aisle.cli.account.stuck;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aisle.platform.ComponentStatus;
import io.aisle.platform.ComponentStatus.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static final String HEALTH = """
            {"status":"DOWN","components":{
              "mongo":{"status":"DOWN","details":{"error":"gone"}},
              "ping":{"status":"UP"},
              "stages":{"status":"UP","details":{
                "store":"500 in hand, 1 held for a dependency, last settled 2026-01-02T03:04:05.678Z",
                "dead-letters":"ended",
                "lost threads":["store: [p@1] holds store-1 since 2026-01-02T03:04:05Z"]}}}}""";
    private static final String METERS = """
            # TYPE aisle_stage_in_hand gauge
            aisle_stage_in_hand{application_name="sink-mongo",stage="store",stream_name="store"} 500.0
            aisle_stage_in_hand{application_name="sink-mongo",stage="dead-letters",stream_name="store"} 0.0
            aisle_stage_held{application_name="sink-mongo",stage="store",stream_name="store"} 1.0
            aisle_classify_waiting{stream_name="classify"} 3.0
            """;

    @Test
    void readsStagesAndComplaintsOfAnAppThatAnswers503() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/actuator/health", 503, HEALTH);
        answer(server, "/actuator/prometheus", 200, METERS);
        server.start();
        try {
            AppState app = new AppProbe().read(app(server.getAddress().getPort(), State.STARTING));
            assertThat(app.unwell()).containsExactly("mongo");
            assertThat(app.waiting()).isEqualTo(3);
            assertThat(app.lost()).containsExactly("store: [p@1] holds store-1 since 2026-01-02T03:04:05Z");
            assertThat(app.stages())
                    .containsExactlyInAnyOrder(
                            new StageState("store", 500, 1, Instant.parse("2026-01-02T03:04:05.678Z"), false),
                            new StageState("dead-letters", 0, 0, null, true));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anAppThatDoesNotAnswerIsMute() {
        assertThat(new AppProbe().read(app(1, State.STARTING)).isMute()).isTrue();
        assertThat(new AppProbe().read(app(1, State.DOWN)).stages()).isEmpty();
        assertThat(AppProbe.state(app(1, State.STARTING), "<html>", "").isMute())
                .isTrue();
    }

    @Test
    void readsWhatTheBrokersOwnToolTells() {
        List<QueueState> queues = QueueList.read("""
                Warning: something
                [
                {"name":"categories.store","messages_ready":3,"messages_unacknowledged":2,"consumers":1,
                 "arguments":[["x-overflow","longstr","reject-publish"],["x-max-length","signedint",5]]}
                ,{"name":"other","messages_ready":0,"messages_unacknowledged":0,"consumers":0,"arguments":[]}
                ]
                """);
        assertThat(queues)
                .containsExactly(
                        new QueueState("categories.store", 3, 2L, 1, 5),
                        new QueueState("other", 0, 0L, 0, Long.MAX_VALUE));
        assertThat(queues.get(0).isFull()).isTrue();
        assertThat(queues.get(1).isFull()).isFalse();
    }

    @Test
    void onlyAnExchangeWithANameBindsAQueue() {
        assertThat(QueueList.readBound("""
                [
                {"source_name":"","destination_name":"categories.legacy","destination_kind":"queue"}
                ,{"source_name":"categories","destination_name":"categories.store","destination_kind":"queue"}
                ,{"source_name":"categories","destination_name":"another","destination_kind":"exchange"}
                ]
                """)).containsExactly("categories.store");
    }

    @Test
    void theStreamsTellWhichQueuesThereMustBeAndWhoReadsThem() {
        Wiring wiring = Wiring.read(Path.of("../..").toAbsolutePath().normalize());
        assertThat(wiring.queues())
                .hasSize(17)
                .contains(
                        "products.text",
                        "products.image",
                        "features.classify-0",
                        "features.classify-image-5",
                        "categories.store",
                        "categories.legacy",
                        "dead.sink-mongo");
        assertThat(wiring.reader("features.classify-image-5")).contains("classify.processor-classify");
        assertThat(wiring.reader("products.image")).contains("image.processor-image");
        assertThat(wiring.reader("dead.sink-mongo")).contains("store.sink-mongo");
        assertThat(wiring.reader("strange")).isEmpty();
    }

    private static ComponentStatus app(int port, State state) {
        return new ComponentStatus("a.b-0", state, "app", 1, port, 0, URI.create("http://127.0.0.1:" + port), null);
    }

    private static void answer(HttpServer server, String path, int status, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
