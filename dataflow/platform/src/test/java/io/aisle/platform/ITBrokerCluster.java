package io.aisle.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes that lose one of them, and a quorum queue with a member on each. */
class ITBrokerCluster {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MESSAGES = 20;

    @TempDir
    static Path folder;

    private static BrokerCluster cluster;

    private final Set<String> confirmed = new LinkedHashSet<>();

    @BeforeAll
    static void start() {
        cluster = BrokerCluster.start(folder, Progress.silent());
    }

    @AfterAll
    static void leavesNoProcess() {
        List<ManagedProcess> started = IntStream.range(0, BrokerCluster.NODES)
                .mapToObj(node -> new Ledger(home(node)).read().processes())
                .flatMap(List::stream)
                .toList();
        cluster.close();
        assertThat(started).hasSize(BrokerCluster.NODES + 1).noneMatch(ManagedProcess::isAlive);
        assertThat(started).noneMatch(process -> Ports.answers(process.port()));
        assertThat(descendants()).isEmpty();
    }

    @Test
    void goesOnWithoutALeaderThatIsKilled() throws Exception {
        declare("killed");
        publish("killed", "before");
        int leader = cluster.leaderOf("killed");
        cluster.kill(leader);
        assertThat(cluster.isAlive(leader)).isFalse();
        publish("killed", "without");
        assertThat(cluster.leaderOf("killed")).isNotEqualTo(leader);
        cluster.restart(leader);
        publish("killed", "after");
        assertThat(membersOnline("killed")).isEqualTo(BrokerCluster.NODES);
        assertThat(consume("killed")).hasSizeGreaterThanOrEqualTo(3 * MESSAGES).containsAll(confirmed);
    }

    @Test
    void goesOnWithoutALeaderThatIsCutOff() throws Exception {
        declare("cut");
        publish("cut", "before");
        int leader = cluster.leaderOf("cut");
        cluster.partition(leader);
        publish("cut", "without");
        assertThat(cluster.leaderOf("cut")).isNotEqualTo(leader);
        assertThat(cluster.isAlive(leader)).isTrue();
        assertThat(Patience.until(PATIENCE, () -> !Broker.answers(cluster.uris().get(leader))))
                .isTrue();
        cluster.heal();
        publish("cut", "after");
        assertThat(membersOnline("cut")).isEqualTo(BrokerCluster.NODES);
        assertThat(consume("cut")).hasSizeGreaterThanOrEqualTo(3 * MESSAGES).containsAll(confirmed);
    }

    @Test
    void namesItsAddressesAsSpringTakesThem() {
        assertThat(cluster.addresses().split(",")).hasSize(BrokerCluster.NODES);
        assertThat(cluster.uris())
                .allSatisfy(uri -> assertThat(cluster.addresses()).contains(uri.substring(uri.indexOf('@') + 1)));
    }

    /** A queue that is not yet in this file on a node when the node is killed would start there again as an empty one. */
    private static void declare(String queue) throws Exception {
        onChannel(
                cluster.uris().get(0),
                channel -> channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum")));
        assertThat(membersOnline(queue)).isEqualTo(BrokerCluster.NODES);
        assertThat(Patience.until(Duration.ofSeconds(60), () -> directoriesThatKnow(queue) == BrokerCluster.NODES))
                .isTrue();
    }

    private static long directoriesThatKnow(String queue) {
        try (Stream<Path> files = Files.find(folder, 11, (file, facts) -> file.endsWith("names.dets"))) {
            return files.filter(file -> content(file).contains(queue)).count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long membersOnline(String queue) {
        return cluster.control("-q", "list_queues", "--no-table-headers", "name", "online")
                .lines()
                .filter(line -> line.startsWith(queue + "\t"))
                .flatMap(line -> Stream.of(line.split(",")))
                .count();
    }

    /** Each message until a node, whichever, has confirmed it. */
    private void publish(String queue, String text) {
        for (int number = 0; number < MESSAGES; number++) {
            String message = text + " " + number;
            assertThat(Patience.until(
                            PATIENCE, () -> cluster.uris().stream().anyMatch(uri -> isConfirmed(uri, queue, message))))
                    .isTrue();
            confirmed.add(message);
        }
    }

    private static boolean isConfirmed(String uri, String queue, String message) {
        try {
            return onChannel(uri, channel -> {
                channel.confirmSelect();
                channel.basicPublish("", queue, null, message.getBytes(UTF_8));
                return channel.waitForConfirms(5_000);
            });
        } catch (Exception notThere) {
            return false;
        }
    }

    private static List<String> consume(String queue) {
        List<String> messages = new ArrayList<>();
        assertThat(Patience.until(PATIENCE, () -> {
                    messages.clear();
                    return readAll(queue, messages);
                }))
                .isTrue();
        return messages;
    }

    private static boolean readAll(String queue, List<String> messages) {
        try {
            return onChannel(cluster.uris().get(0), channel -> {
                GetResponse next = channel.basicGet(queue, false);
                for (; next != null; next = channel.basicGet(queue, false)) {
                    messages.add(new String(next.getBody(), UTF_8));
                }
                return true;
            });
        } catch (Exception notYet) {
            return false;
        }
    }

    private interface Use<T> {
        T of(Channel channel) throws Exception;
    }

    /** Aborted and not closed: a node that lost the others may never answer a close. */
    private static <T> T onChannel(String uri, Use<T> use) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setConnectionTimeout(2_000);
        factory.setChannelRpcTimeout(30_000);
        factory.setUri(uri);
        Connection connection = factory.newConnection();
        try {
            return use.of(connection.createChannel());
        } finally {
            connection.abort(2_000);
        }
    }

    private static Home home(int node) {
        return Home.at(folder.resolve("broker-" + node));
    }

    private static List<ProcessHandle> descendants() {
        return ProcessHandle.allProcesses()
                .filter(handle -> IntStream.range(0, BrokerCluster.NODES).anyMatch(node -> handle.info()
                        .commandLine()
                        .orElse("")
                        .contains("aisle_" + home(node).id())))
                .filter(handle -> !ManagedProcess.ended(handle, Duration.ofSeconds(5)))
                .toList();
    }
}
