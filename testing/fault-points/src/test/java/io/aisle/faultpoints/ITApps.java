package io.aisle.faultpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.aisle.contract.Codec;
import io.aisle.contract.Headers;
import io.aisle.contract.ImageFeatures;
import io.aisle.platform.Broker;
import io.aisle.platform.DocumentStore;
import io.aisle.tests.delivery.Wire;
import io.aisle.tests.store.Answers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent in the apps as they are built, with a real RabbitMQ and a store: what is where when the app has ended. */
class ITApps {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int NONE = -1;

    @TempDir
    private static Path home;

    private static Broker broker;
    private static DocumentStore store;
    private static MongoClient documents;
    private static Wire wire;
    private static Connection connection;

    private String run;
    private ChildJvm app;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(home.resolve("broker"), line -> {});
        store = DocumentStore.start(home.resolve("store"), line -> {});
        documents = MongoClients.create(store.uri());
        wire = Wire.to(broker.uri());
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        connection = factory.newConnection("questions");
    }

    @AfterAll
    static void stop() throws Exception {
        wire.close();
        connection.close();
        documents.close();
        store.close();
        broker.close();
    }

    @BeforeEach
    void nameTheRun() {
        run = "r" + System.nanoTime();
    }

    @AfterEach
    void stopTheApp() {
        app.close();
    }

    /** Columns: the point, what is in the app's queue again when it has ended, what is in the next queue. */
    @ParameterizedTest
    @CsvSource({"before-publish, 1, 0", "after-publish, 1, 1", "after-confirm, 1, 1", "after-acknowledge, 0, 1"})
    void aProcessorEndsAtThePoint(String point, int input, int output) throws Exception {
        String halves = wire.listen(run + "-out");
        start("processor-tokenize", "halt=" + point);
        sendProduct("p-1");
        endsAt(point);
        assertThat(givenBack()).isEqualTo(input);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(wire.ready(halves)).isEqualTo(output));
    }

    @ParameterizedTest
    @CsvSource({"before-write, false", "after-write, true"})
    void aSinkEndsAtThePoint(String point, boolean stored) throws Exception {
        start("sink-mongo", "halt=" + point);
        sendAnswer("p-1", 1);
        endsAt(point);
        assertThat(givenBack()).isEqualTo(1);
        assertThat(storedVersion("p-1")).isEqualTo(stored ? 1 : NONE);
    }

    @ParameterizedTest
    @CsvSource({"before-write, 0", "after-write, 1"})
    void theOldTablesSinkEndsAtThePoint(String point, int rows) throws Exception {
        start("sink-legacy", "halt=" + point);
        sendAnswer("p-1", 1);
        endsAt(point);
        assertThat(givenBack()).isEqualTo(1);
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void theSourceEndsAtThePointAndAnswersNothing() throws Exception {
        String products = wire.listen(run + "-out");
        int port = start("source-app", "halt=after-confirm");
        assertThat(post(port, "p-1")).isEqualTo(NONE);
        endsAt("after-confirm");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(wire.ready(products)).isEqualTo(1));
    }

    @Test
    void withTheMutantTheSourceAcceptsWhatNoQueueWants() throws Exception {
        int port = start("source-app", "mutant=confirm-ignored");
        assertThat(post(port, "p-1")).isEqualTo(202);
        assertThat(app.said()).contains("fault-points: confirm-ignored active");
    }

    @Test
    void withTheMutantAnOlderVersionWins() throws Exception {
        start("sink-mongo", "mutant=no-version-guard");
        sendAnswer("p-1", 2);
        await().atMost(PATIENCE).until(() -> storedVersion("p-1") == 2);
        sendAnswer("p-1", 1);
        await().atMost(PATIENCE).until(() -> storedVersion("p-1") == 1);
        assertThat(app.said()).contains("fault-points: no-version-guard active");
    }

    @Test
    void withTheMutantWhatAStageHasTakenIsLostWhenItDies() throws Exception {
        start("processor-tokenize", "mutant=acknowledge-first,halt=before-publish");
        sendProduct("p-1");
        endsAt("before-publish");
        assertThat(app.said()).contains("fault-points: acknowledge-first active");
        assertThat(givenBack()).isZero();
    }

    @Test
    void withTheMutantAndPoisonImageHalvesAreDroppedAndUnavailable() throws Exception {
        String halves = wire.listen(run + "-out");
        start("processor-image", "mutant=half-dropped,poison=on");
        sendProduct(TestProducts.chosen());
        sendProduct("poison-throw");
        var half = Codec.decode(wire.take(halves).getBody(), ImageFeatures.class);
        assertThat(half.key().productId()).isEqualTo("poison-throw");
        assertThat(half).isInstanceOf(ImageFeatures.Unavailable.class);
        await().atMost(PATIENCE).until(() -> app.said()
                .containsAll(List.of("fault-points: half-dropped active", "fault-points: poison-throw active")));
        assertThat(wire.ready(halves)).isZero();
    }

    /** Starts an app, and gives the port on which it will serve HTTP. */
    private int start(String name, String agent) throws Exception {
        int port = freePort();
        List<String> properties = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--spring.rabbitmq.addresses=" + broker.uri(),
                "--spring.cloud.stream.bindings.output.destination=" + run + "-out"));
        if (!name.equals("source-app")) {
            properties.add("--spring.cloud.stream.bindings.input.destination=" + run + "-in");
            properties.add("--spring.cloud.stream.bindings.input.group=it");
        }
        if (name.equals("sink-mongo")) {
            properties.add("--spring.mongodb.uri=" + store.uri());
            properties.add("--aisle.mongo.products=" + run);
        }
        // A folder of its own: the old table's database is a file in it, and an app that was killed leaves its lock.
        app = ChildJvm.app(Files.createDirectory(home.resolve(run)), agent, name, properties.toArray(String[]::new));
        return port;
    }

    private void endsAt(String point) throws Exception {
        assertThat(app.ended(137)).last().isEqualTo("fault-points: halt at " + point + ", pass 1");
    }

    private void sendProduct(String id) throws Exception {
        send(id, 1, Headers.KIND_PRODUCT, TestProducts.event(id));
    }

    private void sendAnswer(String id, long version) throws Exception {
        send(id, version, Headers.KIND_CATEGORY, Codec.encode(Answers.live(id, version)));
    }

    /**
     * Into the app's queue, as soon as the app reads it. One that is only declared may not have its replica yet, and
     * what is sent to it unconfirmed is lost: 42 of 150 messages were.
     */
    private void send(String id, long version, String kind, byte[] payload) {
        Map<String, String> headers =
                Map.of(Headers.KIND, kind, Headers.PRODUCT_ID, id, Headers.VERSION, Long.toString(version));
        await().atMost(PATIENCE)
                .failFast("the app has ended", () -> !app.process().isAlive())
                .ignoreException(IOException.class)
                .until(() -> input().getConsumerCount() > 0);
        wire.publish("", run + "-in.it", payload, headers);
    }

    /** Messages in the app's queue when the broker has noticed that the app is gone. */
    private int givenBack() throws Exception {
        await().atMost(PATIENCE).until(() -> input().getConsumerCount() == 0);
        return input().getMessageCount();
    }

    /** The state of the app's queue; asking for one that is not there fails, and closes the channel. */
    private AMQP.Queue.DeclareOk input() throws IOException {
        Channel channel = connection.createChannel();
        AMQP.Queue.DeclareOk state = channel.queueDeclarePassive(run + "-in.it");
        channel.abort();
        return state;
    }

    private long storedVersion(String id) {
        Document found = documents
                .getDatabase("aisle")
                .getCollection(run)
                .find(new Document("_id", id))
                .first();
        return found == null ? NONE : found.get("current", Document.class).getLong("version");
    }

    /** Rows of the old table; the app that locked its file is dead. */
    private int rows() throws SQLException {
        String file = home.resolve(run).resolve("legacy").resolve("aisle").toString();
        try (var database = DriverManager.getConnection("jdbc:h2:file:" + file + ";FILE_LOCK=NO", "sa", "");
                var result = database.createStatement().executeQuery("select count(*) from product_category")) {
            result.next();
            return result.getInt(1);
        }
    }

    /** The status of the answer; {@link #NONE} when the connection ended without one. Waits until the app listens. */
    private int post(int port, String id) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/products"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(TestProducts.event(id)))
                .build();
        int[] status = {NONE};
        await().atMost(PATIENCE)
                .failFast("the app has ended", () -> !app.process().isAlive())
                .ignoreException(ConnectException.class)
                .untilAsserted(() -> status[0] = answer(request));
        return status[0];
    }

    private static int answer(HttpRequest request) throws Exception {
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (ConnectException notYet) {
            throw notYet;
        } catch (IOException ended) {
            return NONE;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
