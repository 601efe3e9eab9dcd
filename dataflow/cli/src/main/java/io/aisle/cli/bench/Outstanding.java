package io.aisle.cli.bench;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;

/**
 * The closed loop: at most a window of products is under way from the source to the store. The store itself is asked
 * which of them stand there; no counter of the pipeline is believed.
 */
final class Outstanding implements AutoCloseable {
    private static final int IDS_PER_QUERY = 500;
    /** Resolution of the measured latencies. */
    private static final long POLL_MILLIS = 20;

    private final MongoCollection<Document> products;
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();
    private final Semaphore window = new Semaphore(0);
    private final AtomicLong stored = new AtomicLong();
    private final Thread reader = new Thread(this::read, "bench-store-reader");
    private volatile Latencies latencies = new Latencies();
    private volatile boolean open = true;

    Outstanding(MongoCollection<Document> products) {
        this.products = products;
        reader.setDaemon(true);
        reader.start();
    }

    /** Lets more products be under way at a time. */
    void widen(int by) {
        window.release(by);
    }

    /** Lets fewer products be under way at a time; waits until so many are through. */
    void narrow(int by) throws InterruptedException {
        window.acquire(by);
    }

    /** Room for 1 to {@code most} products; waits until there is some. */
    int reserve(int most) throws InterruptedException {
        window.acquire();
        int got = 1;
        while (got < most && window.tryAcquire()) {
            got++;
        }
        return got;
    }

    /** The source has answered 202. */
    void accepted(String productId) {
        accepted.put(productId, System.nanoTime());
    }

    /** The source did not take it. */
    void refused() {
        window.release();
    }

    /** Products seen in the store since the start. */
    long stored() {
        return stored.get();
    }

    /** Accepted products not seen in the store yet. */
    int waiting() {
        return accepted.size();
    }

    /** Ends a measurement and begins the next. */
    Latencies measured() {
        Latencies done = latencies;
        latencies = new Latencies();
        return done;
    }

    private void read() {
        while (open) {
            long start = System.nanoTime();
            try {
                look();
                TimeUnit.NANOSECONDS.sleep(Math.max(POLL_MILLIS * 1_000_000, 2 * (System.nanoTime() - start)));
            } catch (MongoException e) {
                // The next look may succeed; what stays unseen is reported as missing at the end.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look() {
        var ids = new ArrayList<>(accepted.keySet());
        for (int from = 0; from < ids.size(); from += IDS_PER_QUERY) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_QUERY));
            for (Document found : products.find(Filters.in("_id", some)).projection(Projections.include("_id"))) {
                seen(found.getString("_id"));
            }
        }
    }

    private void seen(String productId) {
        Long since = accepted.remove(productId);
        if (since != null) {
            latencies.add(System.nanoTime() - since);
            stored.incrementAndGet();
            window.release();
        }
    }

    @Override
    public void close() {
        open = false;
        reader.interrupt();
    }
}
