package io.aisle.chaos.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets through the proxy to a server in this JVM. Times are asserted from below only. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TcpProxyTest {
    /** How long nothing must come where nothing may come. */
    private static final int SILENCE_MILLIS = 300;

    private EchoServer server;
    private TcpProxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = new EchoServer();
        proxy = TcpProxy.to("127.0.0.1", server.port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesBothDirectionsAndTheEndOfAStream() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, "hello")).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> server.ended() == 1 && proxy.connections() == 0);
    }

    @Test
    void passesALargeStreamUnchanged() throws Exception {
        byte[] sent = random(20 << 20);
        try (Socket client = connect()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> write(client, sent));
            assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            sending.get();
        }
    }

    @Test
    void refusesOpenAndNewConnectionsUntilItPasses() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, "a")).isEqualTo("a");
            proxy.refuse();
            assertBroken(client);
        }
        try (Socket late = connect()) {
            assertBroken(late);
        }
        await().until(() -> proxy.connections() == 0);
        assertThat(server.connections()).isEqualTo(1);
        proxy.pass();
        try (Socket client = connect()) {
            assertThat(echoed(client, "b")).isEqualTo("b");
        }
    }

    @Test
    void holdsRequestsWhileFrozenAndPassesThemOnAfterwards() throws IOException {
        try (Socket client = connect();
                Socket late = connectAfter(client, proxy::freeze)) {
            write(client, "held".getBytes(US_ASCII));
            write(late, "late".getBytes(US_ASCII));
            assertSilent(client);
            assertSilent(late);
            assertThat(server.received()).asString(US_ASCII).isEqualTo("first");
            assertThat(server.connections()).isEqualTo(1);
            proxy.pass();
            assertThat(read(client, 4)).isEqualTo("held");
            assertThat(read(late, 4)).isEqualTo("late");
        }
    }

    @Test
    void holdsTheEndOfAStreamWhileFrozen() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, "a")).isEqualTo("a");
            proxy.freeze();
            client.shutdownOutput();
            assertSilent(client);
            assertThat(server.ended()).isZero();
            proxy.pass();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void delaysEachDirection() throws IOException {
        try (Socket client = connect()) {
            proxy.delay(Duration.ofMillis(200));
            long start = System.nanoTime();
            assertThat(echoed(client, "slow")).isEqualTo("slow");
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(400_000_000L);
        }
    }

    /** At least 256 chunks: one after the other they would take more than two minutes. */
    @Test
    void delaysManyChunksTogetherAndKeepsTheirOrder() throws Exception {
        byte[] sent = random(4 << 20);
        proxy.delay(Duration.ofMillis(500));
        try (Socket client = connect()) {
            client.setTcpNoDelay(true);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int at = 0; at < sent.length; at += 1 << 12) {
                    write(client, Arrays.copyOfRange(sent, at, at + (1 << 12)));
                }
            });
            assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            sending.get();
        }
    }

    @Test
    void endsADelayWhenItPasses() throws IOException {
        try (Socket client = connect()) {
            proxy.delay(Duration.ofHours(1));
            write(client, "soon".getBytes(US_ASCII));
            assertSilent(client);
            proxy.pass();
            assertThat(read(client, 4)).isEqualTo("soon");
        }
    }

    @Test
    void limitsTheRate() throws IOException {
        proxy.limit(20_000);
        try (Socket client = connect()) {
            long start = System.nanoTime();
            write(client, new byte[10_000]);
            assertThat(client.getInputStream().readNBytes(10_000)).hasSize(10_000);
            // Half a second, less the rest after the last of ten slices.
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(450_000_000L);
        }
    }

    @Test
    void resetsOpenConnectionsOnBothSidesAndPassesLaterOnes() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, "a")).isEqualTo("a");
            proxy.reset();
            assertThatIOException()
                    .isThrownBy(() -> client.getInputStream().read())
                    .withMessageContaining("reset");
        }
        await().until(() -> server.broken() == 1);
        assertThat(server.ended()).isZero();
        try (Socket client = connect()) {
            assertThat(echoed(client, "b")).isEqualTo("b");
        }
    }

    @Test
    void resetsAConnectionOnceItHasCarriedItsAllowance() throws IOException {
        try (Socket open = connect()) {
            assertThat(echoed(open, "before")).isEqualTo("before");
            proxy.resetAfter(10);
            assertThat(echoed(open, "four")).isEqualTo("four");
            write(open, "abcdef".getBytes(US_ASCII));
            assertBroken(open);
            await().until(() -> server.broken() == 1);
            assertThat(new String(server.received(), US_ASCII))
                    .startsWith("beforefour")
                    .hasSizeLessThanOrEqualTo(12);
        }
        try (Socket late = connect()) {
            assertThat(echoed(late, "four")).isEqualTo("four");
            write(late, new byte[100]);
            assertBroken(late);
        }
    }

    @Test
    void cutsOnlyTheReply() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, "a")).isEqualTo("a");
            proxy.cutReplies();
            write(client, "done".getBytes(US_ASCII));
            assertBroken(client);
        }
        await().until(() -> new String(server.received(), US_ASCII).equals("adone"));
        try (Socket client = connect()) {
            assertThat(echoed(client, "b")).isEqualTo("b");
        }
    }

    @Test
    void sparesConnectionsThatHadNoReplyToCut() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, "a")).isEqualTo("a");
            proxy.cutReplies();
            proxy.pass();
            assertThat(echoed(client, "b")).isEqualTo("b");
        }
    }

    @Test
    void breaksConnectionsToAServerThatIsNotThere() throws IOException {
        server.close();
        try (Socket client = connect()) {
            assertBroken(client);
        }
    }

    @Test
    void freesItsPortAndItsConnectionsWhenClosed() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, "a")).isEqualTo("a");
            proxy.freeze();
            proxy.close();
            assertBroken(client);
        }
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.isAlive() && thread.getName().equals("tcp-proxy")));
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private Socket connectAfter(Socket first, Runnable change) throws IOException {
        assertThat(echoed(first, "first")).isEqualTo("first");
        change.run();
        return connect();
    }

    private static String echoed(Socket client, String text) throws IOException {
        write(client, text.getBytes(US_ASCII));
        return read(client, text.length());
    }

    private static void write(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Socket client, int size) throws IOException {
        client.setSoTimeout(0);
        return new String(client.getInputStream().readNBytes(size), US_ASCII);
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(0);
    }

    /** Reads to the failure; a byte that was on its way before it may still come. */
    private static void assertBroken(Socket client) {
        assertThatThrownBy(() -> {
                    while (client.getInputStream().read() >= 0) {}
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
