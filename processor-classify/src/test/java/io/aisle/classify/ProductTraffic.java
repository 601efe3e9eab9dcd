package io.aisle.classify;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.aisle.contract.Classification;
import io.aisle.contract.Codec;
import io.aisle.contract.Headers;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.tests.delivery.Wire;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.imageio.ImageIO;

/**
 * Both halves of products at an even pace, from the beginning to the end, made with the vocabulary of the built-in
 * release; and what came back of each.
 */
final class ProductTraffic implements AutoCloseable {
    private static final String[] WORDS = {"여성", "원피스", "로봇", "청소기", "캠핑", "의자", "쿠션", "낚시", "티셔츠", "가전", "500ml", "새말"
    };
    private static final byte[] PICTURE = picture();

    private final ProductAnalyzer analyzer = new ProductAnalyzer();
    private final TextFeatureExtractor extractor =
            new TextFeatureExtractor(analyzer, Releases.vocabulary(Releases.OWN));
    private final Map<ProductKey, Journey> journeys = new ConcurrentHashMap<>();
    private final List<Journey> inOrder = new CopyOnWriteArrayList<>();
    private final String exchange;
    private final Wire wire;
    private final Connection connection;
    private final Thread sender;
    private final long pause;
    private volatile String phase = "before";
    private volatile boolean ended;
    private int sent;

    /** One product version on its way; several answers are a fault. */
    private static final class Journey {
        private final ProductKey key;
        private final String phase;
        private final long start = System.nanoTime();
        private final List<Classification> answers = new CopyOnWriteArrayList<>();
        private volatile long end;

        Journey(ProductKey key, String phase) {
            this.key = key;
            this.phase = phase;
        }

        String model() {
            Classification.ModelStamp stamp = answers.get(0).model();
            return stamp.name() + "/" + stamp.version();
        }
    }

    ProductTraffic(String broker, String in, String out, int aSecond) throws Exception {
        exchange = in;
        pause = Duration.ofSeconds(1).toNanos() / aSecond;
        wire = Wire.to(broker);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker);
        connection = factory.newConnection("answers");
        Channel channel = connection.createChannel();
        channel.basicConsume(wire.listen(out), true, (tag, message) -> answered(message.getBody()), tag -> {});
        sender = new Thread(this::send, "products");
        sender.start();
    }

    /** Sends so many in this phase, and waits until all of it are answered; the next phase begins then. */
    void phase(String name, int products) {
        begin(name);
        await().atMost(Duration.ofMinutes(5)).until(() -> of(name).size() >= products);
        begin("after " + name);
        await().atMost(Duration.ofMinutes(1)).until(() -> of(name).stream().noneMatch(one -> one.answers.isEmpty()));
    }

    /** The same products in a newer version, beside the others. */
    synchronized void phaseOfTheSame(String earlier, String name) {
        of(earlier).forEach(one -> publish(new ProductKey(one.key.productId(), one.key.version() + 1), name));
        await().atMost(Duration.ofMinutes(1)).until(() -> of(name).stream().noneMatch(one -> one.answers.isEmpty()));
    }

    synchronized void begin(String name) {
        phase = name;
    }

    /** No more products; waits for the last answers. */
    void end() throws InterruptedException {
        ended = true;
        sender.join();
        await().atMost(Duration.ofMinutes(1)).until(() -> unanswered().isEmpty());
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos()); // for answers that should not come
    }

    List<ProductKey> unanswered() {
        return keys(one -> one.answers.isEmpty());
    }

    List<ProductKey> answeredTwice() {
        return keys(one -> one.answers.size() > 1);
    }

    /** Who answered the products of a phase, in the order in which they were sent. */
    List<String> models(String name) {
        return of(name).stream().map(Journey::model).toList();
    }

    List<String> models() {
        return inOrder.stream().map(Journey::model).toList();
    }

    List<Classification> answers(String name) {
        return of(name).stream().map(one -> one.answers.get(0)).toList();
    }

    /** Products, models and latencies of each phase. */
    String report() {
        Map<String, List<Journey>> phases = new LinkedHashMap<>();
        inOrder.forEach(one ->
                phases.computeIfAbsent(one.phase, any -> new ArrayList<>()).add(one));
        StringBuilder report = new StringBuilder();
        phases.forEach((name, all) -> {
            long[] nanos =
                    all.stream().mapToLong(one -> one.end - one.start).sorted().toArray();
            Map<String, Integer> models = new LinkedHashMap<>();
            all.forEach(one -> models.merge(one.model(), 1, Integer::sum));
            report.append("%-24s %5d products, p50 %4d ms, p99 %4d ms, longest %4d ms, %s%n"
                    .formatted(name, nanos.length, ms(nanos, 0.5), ms(nanos, 0.99), ms(nanos, 1), models));
        });
        return report.append("%d sent, %d without an answer, %d with more than one%n"
                        .formatted(
                                inOrder.size(),
                                unanswered().size(),
                                answeredTwice().size()))
                .toString();
    }

    private static long ms(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1_000_000;
    }

    private List<ProductKey> keys(Predicate<Journey> which) {
        return inOrder.stream().filter(which).map(one -> one.key).toList();
    }

    private List<Journey> of(String name) {
        return inOrder.stream().filter(one -> one.phase.equals(name)).toList();
    }

    private void answered(byte[] body) {
        Classification answer = Codec.decode(body, Classification.class);
        Journey journey = journeys.get(answer.key());
        journey.end = System.nanoTime();
        journey.answers.add(answer);
    }

    private void send() {
        long next = System.nanoTime();
        while (!ended) {
            synchronized (this) {
                publish(new ProductKey("p-" + sent++, 1), phase);
            }
            next += pause;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void publish(ProductKey key, String name) {
        Journey journey = new Journey(key, name);
        journeys.put(key, journey);
        inOrder.add(journey);
        publish(key, Headers.KIND_TEXT, Codec.encode(extractor.extract(product(key))));
        publish(key, Headers.KIND_IMAGE, Codec.encode(image(key)));
    }

    private void publish(ProductKey key, String kind, byte[] half) {
        wire.publish(
                exchange,
                ITClassify.partition(kind, key.productId()),
                half,
                Map.of(
                        Headers.KIND, kind,
                        Headers.PRODUCT_ID, key.productId(),
                        Headers.VERSION, Long.toString(key.version())));
    }

    private static Product product(ProductKey key) {
        int number = Integer.parseInt(key.productId().substring(2));
        String name = WORDS[number % 12] + " " + WORDS[number / 12 % 12] + " " + WORDS[number / 144 % 12];
        return new Product(
                null,
                key.productId(),
                key.version(),
                name,
                "mall",
                List.of(WORDS[number / 5 % 12]),
                "LG전자",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    /** Every other product has a picture, larger than the model reads. */
    static ImageFeatures image(ProductKey key) {
        return Integer.parseInt(key.productId().substring(2)) % 2 == 0
                ? new ImageFeatureExtractor(64).extract(key, PICTURE)
                : ITClassify.image(key.productId(), key.version());
    }

    private static byte[] picture() {
        BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillOval(5, 9, 60, 40);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jpeg.toByteArray();
    }

    @Override
    public void close() throws Exception {
        ended = true;
        sender.join();
        connection.close();
        wire.close();
        analyzer.close();
    }
}
