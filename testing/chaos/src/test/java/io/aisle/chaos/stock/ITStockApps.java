package io.aisle.chaos.stock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.aisle.cli.account.Accountant;
import io.aisle.cli.account.MongoStore;
import io.aisle.cli.account.SinkAccount;
import io.aisle.cli.ledger.Ledger;
import io.aisle.cli.send.Sender;
import io.aisle.contract.ProductKey;
import io.aisle.platform.Broker;
import io.aisle.platform.DocumentStore;
import io.aisle.platform.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The rebuilt stock apps against a real broker and store, judged by Aisle's own sender, ledger and accountant. */
class ITStockApps {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static Broker broker;
    private static DocumentStore store;

    private Path ledger;
    private StockSource source;
    private StockSink sink;
    private MongoStore reader;

    @BeforeAll
    static void startServers() {
        broker = Broker.start(home, Progress.silent());
        store = DocumentStore.start(home, Progress.silent());
    }

    @AfterAll
    static void stopServers() {
        store.close();
        broker.close();
    }

    @BeforeEach
    void startApps(TestInfo test) throws Exception {
        ledger = home.resolve(test.getTestMethod().orElseThrow().getName() + ".jsonl");
        reader = MongoStore.at(database(test));
        source = new StockSource(0, broker.uri());
        sink = new StockSink(0, broker.uri(), database(test) + "?serverSelectionTimeoutMS=200");
    }

    @AfterEach
    void stopApps() {
        source.close();
        sink.close();
        reader.close();
    }

    @Test
    void loseNothingWhileNothingHappens() throws Exception {
        send(products(1, 500, 1));
        awaitStored("p500");
        await().atMost(PATIENCE).until(() -> account().lost().isEmpty());
        assertThat(account().stored()).isEqualTo(500);
        assertThat(account().ghost()).isEmpty();
    }

    @Test
    void answer202WhileTheBrokerIsDeadAndLoseWhatTheyAccepted() throws Exception {
        send(products(1, 5, 1));
        awaitStored("p5");
        broker.kill();
        send(products(6, 10, 1));
        broker.restart();
        send(products(11, 11, 1)); // published after all others, by the one publisher
        awaitStored("p11");
        assertThat(account().stored()).isEqualTo(6);
        assertThat(account().lost()).extracting(ProductKey::productId).containsExactlyInAnyOrder(ids(6, 10));
    }

    @Test
    void answer202ForWhatTheBrokerCannotRoute() throws Exception {
        try (var witness = new Witness(broker)) {
            witness.unbind();
            send(products(1, 3, 1));
            await().atMost(PATIENCE).until(() -> witness.published() == 3);
            witness.bind();
            send(products(4, 4, 1));
        }
        awaitStored("p4");
        assertThat(account().lost()).extracting(ProductKey::productId).containsExactlyInAnyOrder(ids(1, 3));
    }

    @Test
    void acknowledgeWhatTheStoreNeverGets() throws Exception {
        try (var witness = new Witness(broker)) {
            store.kill();
            send(products(1, 20, 1));
            await().atMost(PATIENCE).until(() -> witness.published() == 20);
            await().atMost(PATIENCE).until(() -> witness.unacknowledged() == 0);
        }
        sink.close(); // waits for its writes
        store.restart();
        assertThat(account().lost()).hasSize(20);
    }

    @Test
    void letAnOlderVersionReplaceANewer() throws Exception {
        send(products(1, 1, 2));
        awaitStored("p1");
        send(products(1, 1, 1));
        await().atMost(PATIENCE).until(() -> reader.rows().get(0).key().version() == 1);
        assertThat(account().lost()).containsExactly(new ProductKey("p1", 2));
    }

    @Test
    void sayThatTheyAreReady() throws Exception {
        URI readiness = URI.create("http://127.0.0.1:" + source.port() + "/actuator/health/readiness");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(readiness).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private SinkAccount account() {
        return new Accountant(ledger, reader, null).read().sinks().get(0);
    }

    private void send(List<byte[]> products) {
        try (Ledger log = Ledger.open(ledger)) {
            URI address = URI.create("http://127.0.0.1:" + source.port());
            var sending = new Sender(address, log, 2, Sender.LINES, Duration.ZERO).send(products.iterator());
            assertThat(sending.accepted()).isEqualTo(products.size());
        }
    }

    private static List<byte[]> products(int first, int last, long version) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "{\"productId\":\"p%d\",\"version\":%d}"
                        .formatted(number, version)
                        .getBytes(UTF_8))
                .toList();
    }

    private static String[] ids(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "p" + number)
                .toArray(String[]::new);
    }

    /** One for each test: the accountant counts what it finds. */
    private static String database(TestInfo test) {
        return store.uri()
                .replaceAll(
                        "/aisle$",
                        "/" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
    }

    private void awaitStored(String productId) {
        await().atMost(PATIENCE).until(() -> reader.rows().stream()
                .anyMatch(row -> row.key().productId().equals(productId)));
    }

    /** A second queue on the exchange counts what the source has published, whatever becomes of it in the first. */
    private static final class Witness implements AutoCloseable {
        private final Broker broker;
        private final Connection connection;
        private final Channel channel;

        Witness(Broker broker) throws Exception {
            this.broker = broker;
            this.connection = StockBinding.connections(broker.uri()).newConnection();
            this.channel = connection.createChannel();
            channel.queueDeclare("witness", false, true, true, Map.of());
            channel.queueBind("witness", StockBinding.EXCHANGE, "#");
        }

        void unbind() throws IOException {
            channel.queueUnbind(StockBinding.QUEUE, StockBinding.EXCHANGE, "#");
        }

        void bind() throws IOException {
            StockBinding.declare(channel);
        }

        long published() throws IOException {
            return channel.messageCount("witness");
        }

        /** Messages in the queue, those handed to the sink included. */
        long unacknowledged() {
            return broker.control("-q", "list_queues", "--no-table-headers", "name", "messages")
                    .lines()
                    .map(line -> line.split("\t"))
                    .filter(cells -> cells[0].equals(StockBinding.QUEUE))
                    .mapToLong(cells -> Long.parseLong(cells[1]))
                    .sum();
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
