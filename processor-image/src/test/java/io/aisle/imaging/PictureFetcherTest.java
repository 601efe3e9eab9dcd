package io.aisle.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.ImageFeatures.Reason;
import io.netty.buffer.Unpooled;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

class PictureFetcherTest {
    private static final String INSIDE = "127.0.0.0/8";

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicLong stoodStill = new AtomicLong();
    private DisposableServer server;

    @BeforeEach
    void serve() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .doOnChannelInit((observer, channel, remote) -> {
                    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
                    channel.closeFuture().addListener(closed -> open.decrementAndGet());
                })
                .route(routes -> routes.get(
                                "/picture", (in, out) -> counted(out).sendString(Mono.just("picture")))
                        .get("/missing", (in, out) -> counted(out).status(404).send())
                        .get("/broken", (in, out) -> counted(out).status(503).send())
                        .get(
                                "/recovers",
                                (in, out) -> calls.incrementAndGet() < 3
                                        ? out.status(500).send()
                                        : out.sendString(Mono.just("at last")))
                        .get("/redirect/{n}", (in, out) -> {
                            int n = Integer.parseInt(in.param("n"));
                            return counted(out).sendRedirect(n == 1 ? "/picture" : "/redirect/" + (n - 1));
                        })
                        .get("/inside", (in, out) -> counted(out).sendRedirect("http://10.0.0.1/secret"))
                        .get("/metadata", (in, out) -> counted(out).sendRedirect("http://169.254.169.254/latest"))
                        .get("/file", (in, out) -> counted(out).sendRedirect("file:///etc/passwd"))
                        .get("/nowhere", (in, out) -> counted(out).status(302).send())
                        .get("/awakes", (in, out) -> {
                            stoodStill.addAndGet(calls.get() == 0 ? 20_000 : 0);
                            return counted(out).sendString(calls.get() == 1 ? Mono.never() : Mono.just("awake"));
                        })
                        .get("/silent", (in, out) -> counted(out).sendString(Mono.never()))
                        .get("/drip", (in, out) -> counted(out)
                                .send(
                                        Flux.interval(Duration.ofMillis(100))
                                                .map(i -> Unpooled.wrappedBuffer(new byte[] {1})),
                                        each -> true))
                        .get("/announced", (in, out) -> counted(out)
                                .header("Content-Length", "20000000")
                                .send())
                        .get("/flood", (in, out) -> counted(out)
                                .sendString(Flux.range(0, 2_000).map(i -> "x".repeat(1_000))))
                        .get("/hangs-up", (in, out) -> {
                            calls.incrementAndGet();
                            in.withConnection(connection -> connection.channel().close());
                            return Mono.never();
                        })
                        .get("/slow", (in, out) -> counted(out)
                                .sendString(Mono.just("picture").delayElement(Duration.ofMillis(150)))))
                .bindNow();
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void fetchesByNumberAndByName() {
        try (PictureFetcher fetcher = fetcher(Map.of())) {
            StepVerifier.create(fetcher.fetch(at("/picture")).map(String::new))
                    .expectNext("picture")
                    .verifyComplete();
            StepVerifier.create(fetcher.fetch("http://pictures.shop:" + server.port() + "/picture")
                            .map(String::new))
                    .expectNext("picture")
                    .verifyComplete();
        }
    }

    @Test
    void followsThreeRedirectsAndNoMore() {
        try (PictureFetcher fetcher = fetcher(Map.of())) {
            StepVerifier.create(fetcher.fetch(at("/redirect/3")).map(String::new))
                    .expectNext("picture")
                    .verifyComplete();
        }
        fails("/redirect/4", Reason.HTTP_STATUS, 4 + 4);
    }

    /** The timers ring first when a process goes on, and only then is read what has been there for long. */
    @Test
    void asksOnceMoreWhenItStoodStillWhileItWaited() {
        try (PictureFetcher fetcher = fetcher(Map.of("retries", "0"))) {
            StepVerifier.create(fetcher.fetch(at("/awakes")).map(String::new))
                    .expectNext("awake")
                    .verifyComplete();
        }
    }

    @Test
    void refusesARedirectToTheInside() {
        fails("/inside", Reason.FORBIDDEN_ADDRESS, 1);
        fails("/metadata", Reason.FORBIDDEN_ADDRESS, 2);
    }

    @Test
    void refusesARedirectToNoWebAddress() {
        fails("/file", Reason.HTTP_STATUS, 1);
        fails("/nowhere", Reason.HTTP_STATUS, 2);
    }

    @Test
    void triesTheHostsFailuresAgainAndNoOthers() {
        fails("/missing", Reason.HTTP_STATUS, 1);
        fails("/broken", Reason.HTTP_STATUS, 1 + 3);
        calls.set(0);
        try (PictureFetcher fetcher = fetcher(Map.of())) {
            StepVerifier.create(fetcher.fetch(at("/recovers")).map(String::new))
                    .expectNext("at last")
                    .verifyComplete();
        }
    }

    @Test
    void givesUpOnAHostThatHangsUp() {
        failsWith(fetcher(Map.of()), at("/hangs-up"), Reason.UNREACHABLE);
        assertThat(calls.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void refusesMoreBytesThanAllowedAnnouncedOrNot() {
        fails("/announced", Reason.TOO_MANY_BYTES, 1);
        fails("/flood", Reason.TOO_MANY_BYTES, 2);
    }

    @Test
    void givesUpOnAHostThatStaysSilent() {
        fails("/silent", Reason.TIMEOUT, 1);
    }

    /** Each byte comes in time, the picture never does. */
    @Test
    void givesUpOnAHostThatDrips() {
        fails("/drip", Reason.TIMEOUT, 1);
    }

    @Test
    void tellsAHostThatIsDown() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        failsWith(fetcher(Map.of()), "http://127.0.0.1:" + free + "/", Reason.UNREACHABLE);
        failsWith(fetcher(Map.of()), "http://no-such-name.shop/", Reason.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/picture",
                "http://pictures.shop:PORT/picture",
                "http://localhost:PORT/picture",
                "http://[::1]:PORT/picture",
                "http://[::ffff:127.0.0.1]:PORT/picture",
                "http://[::ffff:10.0.0.1]/x.jpg",
                "http://169.254.169.254/latest/meta-data/",
                "https://[fd00::1]/x.jpg",
                "http://both.shop:PORT/picture",
                "http://2130706433:PORT/picture",
                "http://0x7f.1:PORT/picture",
                "http://127.1:PORT/picture"
            })
    void neverConnectsToTheInside(String address) {
        PictureFetcher fetcher = fetcher(Map.of("allowed-networks", "", "retries", "0"));
        String target = address.replace("PORT", Integer.toString(server.port()));
        StepVerifier.create(fetcher.fetch(target))
                .expectErrorSatisfies(error ->
                        assertThat(((FetchFailed) error).reason()).isIn(Reason.FORBIDDEN_ADDRESS, Reason.UNREACHABLE))
                .verify(Duration.ofSeconds(20));
        fetcher.close();
        assertThat(mostOpen).hasValue(0);
    }

    @Test
    void opensFewConnectionsToOneHost() {
        try (PictureFetcher fetcher = fetcher(Map.of("per-host", "2"))) {
            StepVerifier.create(Flux.range(0, 8)
                            .flatMap(i -> fetcher.fetch(at("/slow")))
                            .count())
                    .expectNext(8L)
                    .expectComplete()
                    .verify(Duration.ofSeconds(20));
        }
        assertThat(mostOpen).hasValue(2);
    }

    private HttpServerResponse counted(HttpServerResponse out) {
        calls.incrementAndGet();
        return out;
    }

    private void fails(String path, Reason reason, int callsSoFar) {
        failsWith(fetcher(Map.of()), at(path), reason);
        assertThat(calls).hasValue(callsSoFar);
    }

    private void failsWith(PictureFetcher fetcher, String address, Reason reason) {
        try (fetcher) {
            StepVerifier.create(fetcher.fetch(address))
                    .expectErrorSatisfies(
                            error -> assertThat(((FetchFailed) error).reason()).isEqualTo(reason))
                    .verify(Duration.ofSeconds(20));
        }
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private PictureFetcher fetcher(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "allowed-networks",
                INSIDE,
                "read-timeout",
                "1s",
                "fetch-deadline",
                "8s",
                "connect-timeout",
                "1s",
                "max-bytes",
                "100KB"));
        settings.putAll(changes);
        return new PictureFetcher(
                Settings.of(settings),
                new Names(Map.of(
                        "pictures.shop", "127.0.0.1", "localhost", "127.0.0.1", "both.shop", "8.8.8.8,127.0.0.1")),
                () -> Duration.ofMillis(stoodStill.get()));
    }
}
