package io.aisle.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A private broker and an embedded store, as real processes. */
class ITBrokerAndStore {
    /** Enough that the last of them have not been written by chance. */
    private static final int ANSWERS = 300;

    @TempDir
    Path folder;

    @Test
    void brokerKeepsConfirmedMessagesThroughAKillAndLeavesNoProcess() throws Exception {
        List<ManagedProcess> started;
        try (Broker broker = Broker.start(folder, Progress.silent())) {
            publish(broker.uri());
            Patience.until(
                    Duration.ofSeconds(30), () -> directoryOfQuorumQueues().contains("kept"));
            broker.kill();
            assertThat(broker.answers()).isFalse();
            broker.restart();
            assertThat(consume(broker.uri())).isEqualTo("kept");
            started = new Ledger(Home.at(folder)).read().processes();
            assertThat(started).extracting(ManagedProcess::name).containsExactlyInAnyOrder("broker", "broker-epmd");
        }
        assertThat(started).noneMatch(ManagedProcess::isAlive);
        assertThat(started).noneMatch(process -> Ports.answers(process.port()));
        assertThat(descendantsMentioning(Home.at(folder).id())).isEmpty();
    }

    @Test
    void storeKeepsWhatItAnsweredForThroughAKillAndLeavesNoProcess() throws InterruptedException {
        ManagedProcess process;
        try (DocumentStore store = DocumentStore.start(folder, Progress.silent())) {
            try (MongoClient client = MongoClients.create(store.uri())) {
                var products = client.getDatabase("aisle").getCollection("products");
                for (int i = 0; i < ANSWERS; i++) {
                    products.insertOne(new Document("_id", "p" + i));
                }
                store.kill();
            }
            store.restart();
            try (MongoClient client = MongoClients.create(store.uri())) {
                assertThat(client.getDatabase("aisle").getCollection("products").countDocuments())
                        .isEqualTo(ANSWERS);
            }
            process = new Ledger(Home.at(folder)).find(DocumentStore.STORE).orElseThrow();
            assertThat(process.isAlive()).isTrue();
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(Ports.answers(process.port())).isFalse();
    }

    private static List<ProcessHandle> descendantsMentioning(String id) {
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info().commandLine().orElse("").contains("aisle_" + id))
                .filter(handle -> !ManagedProcess.ended(handle, Duration.ofSeconds(5)))
                .toList();
    }

    private static void publish(String uri) throws Exception {
        try (Connection connection = connect(uri);
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare("kept", true, false, false, Map.of("x-queue-type", "quorum"));
            channel.basicPublish("", "kept", null, "kept".getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    /**
     * The broker writes this file some seconds after a declaration. A queue that is not in it when the broker is killed
     * starts again as an empty one that never elects a leader.
     */
    private String directoryOfQuorumQueues() {
        try (Stream<Path> files = Files.find(folder, 9, (file, facts) -> file.endsWith("names.dets"))) {
            StringBuilder content = new StringBuilder();
            for (Path file : files.toList()) {
                content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return content.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A queue that still elects its leader closes the connection, and would lose what it hands out unacknowledged. */
    private static @Nullable String consume(String uri) {
        AtomicReference<@Nullable String> body = new AtomicReference<>();
        Patience.until(Duration.ofSeconds(60), () -> {
            try (Connection connection = connect(uri);
                    Channel channel = connection.createChannel()) {
                GetResponse response = channel.basicGet("kept", false);
                body.set(response == null ? null : new String(response.getBody(), StandardCharsets.UTF_8));
            } catch (Exception notYet) {
                return false;
            }
            return body.get() != null;
        });
        return body.get();
    }

    private static Connection connect(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        return factory.newConnection();
    }
}
