package io.aisle.cli.bench;

import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Fires products at the source as long as the loop has room for more. */
final class Load implements AutoCloseable {
    private static final int SENDERS = 4;
    private static final int LINES = 16;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI products;
    private final Ammunition ammunition;
    private final Outstanding outstanding;
    private final AtomicLong shots = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<Thread> senders = new ArrayList<>();
    private volatile boolean firing = true;

    Load(URI source, Ammunition ammunition, Outstanding outstanding) {
        this.products = source.resolve("/products");
        this.ammunition = ammunition;
        this.outstanding = outstanding;
        for (int sender = 0; sender < SENDERS; sender++) {
            var thread = new Thread(this::fire, "bench-sender-" + sender);
            thread.setDaemon(true);
            senders.add(thread);
            thread.start();
        }
    }

    /** Products the source did not take. */
    long refused() {
        return refused.get();
    }

    private void fire() {
        try {
            while (firing) {
                int count = outstanding.reserve(LINES);
                if (firing) {
                    send(shots.getAndAdd(count), count);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(long first, int count) throws InterruptedException {
        var body = new ByteArrayOutputStream();
        for (int shot = 0; shot < count; shot++) {
            body.writeBytes(ammunition.line(first + shot));
        }
        HttpRequest request = HttpRequest.newBuilder(products)
                .header("Content-Type", "application/x-ndjson")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        int taken = 0;
        try {
            taken = taken(http.send(request, HttpResponse.BodyHandlers.ofLines()), first);
        } catch (IOException | UncheckedIOException | ContractViolation e) {
            // Counted below, with every other line that got no 202.
        }
        missed(count - taken);
    }

    private int taken(HttpResponse<Stream<String>> response, long first) {
        try (Stream<String> answers = response.body()) {
            return response.statusCode() != 200
                    ? 0
                    : answers.filter(line -> !line.isBlank())
                            .mapToInt(line -> taken(line, first))
                            .sum();
        }
    }

    private int taken(String line, long first) {
        JsonNode answer = Codec.tree(line.getBytes(StandardCharsets.UTF_8));
        if (answer.path("status").asInt(0) != 202) {
            return 0;
        }
        outstanding.accepted(Ammunition.productId(first + answer.path("line").asLong(1) - 1));
        return 1;
    }

    private void missed(int count) throws InterruptedException {
        refused.addAndGet(count);
        for (int line = 0; line < count; line++) {
            outstanding.refused();
        }
        if (count > 0) {
            TimeUnit.MILLISECONDS.sleep(200); // busy, it says: firing on would only measure refusals
        }
    }

    /** Ends the fire; what is under way goes on. */
    @Override
    public void close() {
        firing = false;
        outstanding.widen(SENDERS * LINES); // wakes the senders that wait for room
        try {
            for (Thread sender : senders) {
                sender.join(TimeUnit.SECONDS.toMillis(60));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
