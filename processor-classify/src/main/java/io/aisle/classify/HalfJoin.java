package io.aisle.classify;

import io.aisle.contract.Headers;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ProductKey;
import io.aisle.contract.TextFeatures;
import io.aisle.delivery.Delivery;
import io.aisle.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the text half and the image half of each product version together. Memory is bounded by the prefetch of the
 * two queues: every waiting half is an unacknowledged delivery. Thread-safe.
 *
 * <p>Deliveries are at-least-once, so a half may come again: while its product is being classified it joins those to be
 * acknowledged at the end; afterwards it is recognised and dropped.
 */
final class HalfJoin {
    private static final Outcome DROPPED = new Outcome.Done();

    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final Map<ProductKey, Slot> waiting = new LinkedHashMap<>();
    private final Map<ProductKey, Boolean> classified;

    /** @param nanoTime of a clock that no one sets: a step must not end the patience with all halves at once */
    HalfJoin(Duration timeout, int remembered, LongSupplier nanoTime) {
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.classified = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ProductKey, Boolean> eldest) {
                return size() > remembered;
            }
        };
    }

    /** Takes a half, and says what follows from it: nothing yet, a complete pair, or a known outcome. */
    synchronized Optional<Joined> offer(Half half) {
        ProductKey key = half.features().key();
        if (classified.containsKey(key)) {
            return Optional.of(new Joined.Settled(DROPPED, List.of(half.delivery())));
        }
        return waiting.computeIfAbsent(key, k -> new Slot(nanoTime.getAsLong())).take(half);
    }

    /**
     * Ends the work on a complete pair.
     *
     * @param answered whether its classification was emitted, so that late duplicates can be dropped
     * @return duplicates that came in the meantime, to be acknowledged now
     */
    synchronized List<Delivery> finish(ProductKey key, boolean answered) {
        Slot slot = waiting.remove(key);
        if (answered) {
            classified.put(key, Boolean.TRUE);
        }
        return slot == null ? List.of() : slot.late;
    }

    /** Removes halves whose partner did not come in time. They become dead letters, never invented answers. */
    synchronized List<Joined> expired() {
        List<Joined> orphans = new ArrayList<>();
        long limit = nanoTime.getAsLong() - timeout.toNanos();
        Iterator<Slot> slots = waiting.values().iterator();
        while (slots.hasNext()) {
            Slot slot = slots.next();
            if (slot.isOrphanSince(limit)) {
                slots.remove();
                orphans.add(slot.orphaned(timeout));
            }
        }
        return orphans;
    }

    /** Product versions of which something has arrived and which are not finished. */
    synchronized int size() {
        return waiting.size();
    }

    /** The halves of one product version, as far as they have come. */
    private static final class Slot {
        private final long since;
        private final List<Delivery> late = new ArrayList<>();
        private @Nullable Half text;
        private @Nullable Half image;

        Slot(long since) {
            this.since = since;
        }

        Optional<Joined> take(Half half) {
            boolean isText = half.features() instanceof TextFeatures;
            if ((isText ? text : image) != null) {
                late.add(half.delivery());
                return Optional.empty();
            }
            if (isText) {
                text = half;
            } else {
                image = half;
            }
            return complete();
        }

        private Optional<Joined> complete() {
            if (text == null || image == null) {
                return Optional.empty();
            }
            return Optional.of(new Joined.Complete(
                    (TextFeatures) text.features(),
                    (ImageFeatures) image.features(),
                    acceptedAt(text.delivery()),
                    List.of(text.delivery(), image.delivery())));
        }

        boolean isOrphanSince(long limit) {
            return (text == null || image == null) && since - limit < 0;
        }

        Joined orphaned(Duration timeout) {
            Half half = text == null ? image : text;
            List<Delivery> all = new ArrayList<>(late);
            if (half != null) {
                all.add(0, half.delivery());
            }
            String missing = text == null ? Headers.KIND_TEXT : Headers.KIND_IMAGE;
            return new Joined.Settled(
                    new Outcome.Dead("half-missing", "no " + missing + " half came within " + timeout), all);
        }

        private static @Nullable Instant acceptedAt(Delivery delivery) {
            String header = delivery.header(Headers.ACCEPTED_AT);
            try {
                return header == null ? null : Instant.parse(header);
            } catch (DateTimeParseException e) {
                return null; // only the latency figure needs it: no reason to lose the product
            }
        }
    }
}
