package io.aisle.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.Headers;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ImageFeatures.Picture;
import io.aisle.contract.ImageFeatures.Reason;
import io.aisle.contract.ImageFeatures.Unavailable;
import io.aisle.contract.ProductKey;
import io.aisle.delivery.Outcome;
import io.aisle.delivery.Watch;
import io.aisle.delivery.Workers;
import io.aisle.features.image.ImageFeatureExtractor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class ImageHalvesTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Watch watch = new Watch(Duration.ofSeconds(30), Duration.ZERO);
    private final Workers threads = new Workers("decode-test", 2);
    private final Scheduler large = Schedulers.newSingle("large-test", true);
    private final PictureFetcher fetcher =
            new PictureFetcher(Settings.of(Map.of()), new Names(Map.of()), () -> Duration.ZERO);
    private final PictureCache cache = new PictureCache(new ImageFeatureExtractor(64), DataSize.ofMegabytes(1), meters);
    private final ImageHalves halves = new ImageHalves(fetcher, decoders(cache::half, Duration.ofSeconds(5)), meters);

    @AfterEach
    void close() {
        fetcher.close();
        threads.dispose();
        large.dispose();
        watch.dispose();
    }

    /** A picture of n bytes has n million pixels. */
    private Decoders decoders(BiFunction<ProductKey, byte[], ImageFeatures> decoder, Duration deadline) {
        return new Decoders(decoder, bytes -> bytes.length * 1_000_000L, watch, threads, large, deadline);
    }

    @Test
    void emitsThePictureThatIsInTheEvent() throws Exception {
        Outcome.Emit emit = emit("\"name\": \"n\", \"imageUrl\": \"http://10.0.0.1/x\", \"image\": \"" + png() + "\"");
        assertThat(emit.message().headers())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Headers.KIND, "image", Headers.PRODUCT_ID, "p-1", Headers.VERSION, "4"));
        assertThat(half(emit)).isInstanceOfSatisfying(Picture.class, picture -> {
            assertThat(picture.key()).hasToString("p-1@4");
            assertThat(picture.size()).isEqualTo(64);
        });
        assertThat(meters.counter("aisle.image.halves", "outcome", "picture").count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "name": "n"                                                          | NO_PICTURE
                    "deleted": true                                                      | DELETED
                    "deleted": true, "imageUrl": "http://10.0.0.1/x"                     | DELETED
                    "name": "n", "image": ""                                             | NOT_A_PICTURE
                    "name": "n", "image": "aGVsbG8="                                     | NOT_A_PICTURE
                    "name": "n", "imageUrl": "http://127.0.0.1:15672/x.jpg"              | FORBIDDEN_ADDRESS
                    "name": "n", "imageUrl": "http://[::ffff:10.0.0.1]/x.jpg"            | FORBIDDEN_ADDRESS
                    "name": "n", "imageUrl": "http://no-such-name.shop/x.jpg"            | UNREACHABLE
                    """)
    void emitsWhyThereIsNoPicture(String fields, Reason reason) {
        assertThat(half(emit(fields))).isInstanceOfSatisfying(Unavailable.class, none -> {
            assertThat(none.reason()).isEqualTo(reason);
            assertThat(none.detail()).isNotBlank().doesNotContain("10.0.0.1", "127.0.0.1");
        });
        assertThat(meters.counter("aisle.image.halves", "outcome", reason.word())
                        .count())
                .isEqualTo(1);
    }

    @Test
    void decodesAPictureOfManySellersOnce() throws Exception {
        ImageFeatures first = half(emit("\"name\": \"n\", \"image\": \"" + png() + "\""));
        ImageFeatures second = half(emit("\"name\": \"n\", \"image\": \"" + png() + "\""));
        assertThat(second).isEqualTo(first);
        assertThat(meters.get("cache.gets")
                        .tag("result", "hit")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void decodesLargePicturesOneAtATimeAndSmallOnesMeanwhile() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch smallIsDone = new CountDownLatch(1);
        Decoders decoders = decoders(
                (key, bytes) -> {
                    if (bytes.length >= 8) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        await(smallIsDone);
                        inside.decrementAndGet();
                    }
                    return new Unavailable(key, Reason.NOT_A_PICTURE, bytes.length + " million pixels");
                },
                Duration.ofSeconds(5));
        ProductKey key = new ProductKey("p-1", 1);
        var all = Flux.range(0, 4)
                .flatMap(i -> decoders.half(key, new byte[8]))
                .collectList()
                .toFuture();
        decoders.half(key, new byte[7]).block(Duration.ofSeconds(5));
        smallIsDone.countDown();
        assertThat(all.get(10, TimeUnit.SECONDS)).hasSize(4);
        assertThat(most).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givesUpDecodesThatDoNotComeBackAndDecodesTheOthers() {
        AtomicBoolean looping = new AtomicBoolean(true);
        Decoders decoders = decoders(
                (key, bytes) -> {
                    while (bytes.length == 0 && looping.get()) {
                        Thread.onSpinWait();
                    }
                    return new Unavailable(key, Reason.NOT_A_PICTURE, "looked at");
                },
                Duration.ofSeconds(2));
        ProductKey key = new ProductKey("p-1", 1);
        Flux<ImageFeatures> stuck = Flux.range(0, 4).flatMap(i -> decoders.half(key, new byte[0]));
        StepVerifier.create(Flux.merge(stuck, decoders.half(key, new byte[1])))
                .expectNext(new Unavailable(key, Reason.NOT_A_PICTURE, "looked at"))
                .expectNextCount(4)
                .expectComplete()
                .verify(Duration.ofSeconds(30));
        StepVerifier.create(stuck)
                .expectNext(new Unavailable(key, Reason.UNDECODABLE, "takes too long to decode"))
                .expectNextCount(3)
                .expectComplete()
                .verify(Duration.ofSeconds(30));
        looping.set(false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"nonsense", "{}", "{\"productId\": \"p\", \"version\": 1}"})
    void leavesMalformedEventsToTheStage(String event) {
        StepVerifier.create(halves.outcome(event.getBytes(StandardCharsets.UTF_8)))
                .verifyError(ContractViolation.class);
    }

    private Outcome.Emit emit(String fields) {
        String event = "{\"productId\": \"p-1\", \"version\": 4, " + fields + "}";
        return (Outcome.Emit)
                halves.outcome(event.getBytes(StandardCharsets.UTF_8)).block();
    }

    private static ImageFeatures half(Outcome.Emit emit) {
        return Codec.decode(emit.message().payload(), ImageFeatures.class);
    }

    private static String png() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
