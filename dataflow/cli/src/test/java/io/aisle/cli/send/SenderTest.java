package io.aisle.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aisle.cli.account.Sent;
import io.aisle.cli.ledger.Ledger;
import io.aisle.contract.ProductKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SenderTest {
    @TempDir
    Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private Source source = (exchange, lines, request) -> answer(exchange, 200, accepted(lines.size()));

    interface Source {
        void answer(HttpExchange exchange, List<String> lines, int request) throws IOException;
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/products", exchange -> {
            List<String> lines = new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                    .lines()
                    .toList();
            received.addAll(lines);
            source.answer(exchange, lines, requests.incrementAndGet());
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void everyLineIsSentOnceAndWrittenDown() {
        Sending sent =
                send(IntStream.range(0, 450).mapToObj(SenderTest::product).toArray(String[]::new));
        assertThat(sent.accepted()).isEqualTo(450);
        assertThat(received).hasSize(450).doesNotHaveDuplicates();
        assertThat(requests.get()).isEqualTo(3);
        assertThat(ledger().accepted()).hasSize(450);
    }

    @Test
    void aRefusedLineIsNamedAndItsNeighboursAreAccepted() {
        source = (exchange, lines, request) -> answer(
                exchange,
                200,
                "{\"line\":1,\"status\":202}\n"
                        + "{\"line\":2,\"status\":400,\"detail\":\"is required\",\"field\":\"name\"}\n"
                        + "{\"line\":3,\"status\":202}\n");
        Sending sent = send(product(1), "{\"productId\":\"p2\",\"version\":1}", product(3));
        assertThat(sent.accepted()).isEqualTo(2);
        assertThat(sent.failures()).containsExactly("line 2: 400 name is required (p2@1)");
        assertThat(ledger().accepted()).doesNotContain(new ProductKey("p2", 1));
        assertThat(ledger().rejectedLines()).isEqualTo(1);
    }

    @Test
    void linesTheSourceCannotTakeNowAreSentAgain() {
        source = (exchange, lines, request) -> {
            if (request == 1) {
                exchange.getResponseHeaders().add("Retry-After", "0");
                answer(exchange, 503, "{\"title\":\"broker away\"}");
            } else if (request == 2) {
                exchange.getResponseHeaders().add("Retry-After", "0");
                answer(exchange, 200, "{\"line\":1,\"status\":202}\n{\"line\":2,\"status\":503}\n");
            } else {
                answer(exchange, 200, accepted(lines.size()));
            }
        };
        Sending sent = send(product(1), product(2));
        assertThat(sent.accepted()).isEqualTo(2);
        assertThat(sent.repeated()).isEqualTo(3);
        assertThat(received).containsExactly(product(1), product(2), product(1), product(2), product(2));
    }

    @Test
    void linesWithoutAnAnswerAreSentAgainAndTheAnsweredOnesAreNot() {
        source = (exchange, lines, request) -> {
            exchange.getResponseHeaders().add("Retry-After", "0");
            answer(exchange, 200, request == 1 ? "{\"line\":1,\"status\":202}\n" : accepted(lines.size()));
        };
        assertThat(send(product(1), product(2)).accepted()).isEqualTo(2);
        assertThat(received).containsExactly(product(1), product(2), product(2));
    }

    @Test
    void aSourceThatNeverTakesThemLeavesTheLinesAttemptedAndUnanswered() {
        source = (exchange, lines, request) -> {
            exchange.getResponseHeaders().add("Retry-After", "0");
            answer(exchange, 503, "");
        };
        Sending sent = send(Duration.ofMillis(20), product(1));
        assertThat(sent.unanswered()).isEqualTo(1);
        assertThat(sent.accepted()).isZero();
        assertThat(ledger().attempted()).containsExactly(new ProductKey("p1", 1));
        assertThat(ledger().accepted()).isEmpty();
    }

    @Test
    void aRequestThatIsTooLargeIsHalvedUntilOnlyTheLargeLineIsRefused() {
        source = (exchange, lines, request) -> {
            boolean large = lines.stream().anyMatch(line -> line.contains("p3\""));
            answer(exchange, large ? 413 : 200, large ? "{\"detail\":\"too large\"}" : accepted(lines.size()));
        };
        Sending sent = send(product(1), product(2), product(3), product(4));
        assertThat(sent.accepted()).isEqualTo(3);
        assertThat(sent.failures()).containsExactly("line 3: 413 too large (p3@1)");
    }

    @Test
    void theAttemptIsWrittenDownBeforeTheLineLeaves() {
        source = (exchange, lines, request) -> {
            assertThat(ledger().attempted()).contains(new ProductKey("p7", 1));
            answer(exchange, 200, accepted(lines.size()));
        };
        assertThat(send(product(7)).accepted()).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoTextReachTheSourceAsTheyAre() {
        byte[] broken = {'{', (byte) 0xff, '}'};
        assertThat(Line.of(1, broken).json()).isEqualTo(broken);
        assertThat(Line.of(1, broken).key()).isNull();
    }

    @Test
    void theKeyIsFoundAlsoInALineThatBreaksLater() {
        byte[] torn = "{\"mall\":{\"productId\":\"x\"},\"version\":4,\"productId\":\"p\",\"name\":\"a".getBytes(UTF_8);
        assertThat(Line.of(1, torn).key()).isEqualTo(new ProductKey("p", 4));
        assertThat(Line.of(1, "{\"productId\":7,\"version\":\"1\"}".getBytes(UTF_8))
                        .key())
                .isNull();
    }

    private Sending send(String... lines) {
        return send(Duration.ofSeconds(30), lines);
    }

    private Sending send(Duration patience, String... lines) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (Ledger ledger = Ledger.open(folder.resolve("ledger.jsonl"))) {
            return new Sender(address, ledger, 2, Sender.LINES, patience)
                    .send(List.of(lines).stream()
                            .map(line -> line.getBytes(UTF_8))
                            .iterator());
        }
    }

    private Sent ledger() {
        return Sent.in(folder.resolve("ledger.jsonl"));
    }

    private static String product(int number) {
        return "{\"productId\":\"p" + number + "\",\"version\":1,\"name\":\"원피스\"}";
    }

    private static String accepted(int count) {
        var answers = new StringBuilder();
        for (int line = 1; line <= count; line++) {
            answers.append("{\"line\":").append(line).append(",\"status\":202}\n");
        }
        return answers.toString();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders()
                .add("Content-Type", status == 200 ? "application/x-ndjson" : "application/problem+json");
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
