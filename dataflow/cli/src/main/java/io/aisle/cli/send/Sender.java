package io.aisle.cli.send;

import io.aisle.cli.ledger.Entry;
import io.aisle.cli.ledger.Entry.Event;
import io.aisle.cli.ledger.Ledger;
import io.aisle.cli.screen.CommandFailed;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends lines in requests of bounded size, a bounded number of them at a time, and writes each attempt and each
 * acceptance into the ledger. A line the source cannot take now is sent again, with pauses, until the source has taken
 * nothing for as long as the sender's patience.
 */
public final class Sender {
    /** Lines of one request, unless the pictures in them are large. */
    public static final int LINES = 200;

    private static final long BYTES = 4L << 20; // pictures travel inline: keeps a request in memory small
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final SourceClient source;
    private final Ledger ledger;
    private final int concurrency;
    private final int linesPerRequest;
    private final Duration patience;
    private final Sending sending = new Sending();

    /**
     * @param source base address of the source app
     * @param concurrency requests under way at a time
     * @param linesPerRequest most lines of one request
     * @param patience how long one request is repeated before its lines are given up
     */
    public Sender(URI source, Ledger ledger, int concurrency, int linesPerRequest, Duration patience) {
        this.source = new SourceClient(source);
        this.ledger = ledger;
        this.concurrency = concurrency;
        this.linesPerRequest = linesPerRequest;
        this.patience = patience;
    }

    /** Live figures of what {@link #send} has done. */
    public Sending sending() {
        return sending;
    }

    /** Sends all lines, each as its bytes without the line end; blank ones are skipped. Returns when each has its answer or was given up. */
    public Sending send(Iterator<byte[]> text) {
        ExecutorService workers = Executors.newFixedThreadPool(concurrency, Sender::daemon);
        var free = new Semaphore(concurrency);
        var failure = new AtomicReference<RuntimeException>();
        try {
            var chunks = new Chunks(text, linesPerRequest);
            for (List<Line> chunk = chunks.next(); !chunk.isEmpty() && failure.get() == null; chunk = chunks.next()) {
                List<Line> lines = chunk;
                free.acquire();
                workers.execute(() -> send(lines, free, failure));
            }
            free.acquire(concurrency);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("sending was interrupted", "Send the file again: repeated lines do no harm");
        } finally {
            workers.shutdownNow();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return sending;
    }

    private void send(List<Line> lines, Semaphore free, AtomicReference<RuntimeException> failure) {
        try {
            sending.read(lines.size());
            sendUntilAnswered(lines);
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private void sendUntilAnswered(List<Line> lines) throws InterruptedException {
        List<Line> left = lines;
        long deadline = System.nanoTime() + patience.toNanos();
        for (int round = 0; ; round++) {
            ledger.append(entries(Event.ATTEMPTED, left));
            Reply reply = source.post(left);
            record(reply);
            if (reply.again().size() < left.size()) {
                deadline = System.nanoTime() + patience.toNanos();
                round = 0;
            }
            left = reply.again();
            if (left.isEmpty()) {
                return;
            }
            if (System.nanoTime() >= deadline) {
                sending.unanswered(left.size());
                return;
            }
            sending.repeated(left.size());
            TimeUnit.MILLISECONDS.sleep(pause(reply.pause(), round).toMillis());
        }
    }

    private static Duration pause(Duration asked, int round) {
        Duration grown = asked.multipliedBy(1L << Math.min(round, 4));
        return grown.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : grown;
    }

    private void record(Reply reply) {
        var entries = new ArrayList<>(entries(Event.ACCEPTED, reply.accepted()));
        for (Reply.Refusal refusal : reply.refused()) {
            Line line = refusal.line();
            entries.add(new Entry(
                    Event.REJECTED,
                    line.key(),
                    line.number(),
                    refusal.status() + " " + refusal.problem(),
                    Instant.now()));
            sending.refused(refusal);
        }
        ledger.append(entries);
        sending.accepted(reply.accepted().size());
    }

    private static List<Entry> entries(Event event, List<Line> lines) {
        Instant now = Instant.now();
        return lines.stream()
                .map(line -> new Entry(event, line.key(), line.number(), "", now))
                .toList();
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "sender");
        thread.setDaemon(true);
        return thread;
    }

    /** Lines gathered to requests. */
    private static final class Chunks {
        private final Iterator<byte[]> text;
        private final int most;
        private long number;

        Chunks(Iterator<byte[]> text, int most) {
            this.text = text;
            this.most = most;
        }

        List<Line> next() {
            var lines = new ArrayList<Line>();
            long bytes = 0;
            while (lines.size() < most && bytes < BYTES && text.hasNext()) {
                byte[] line = text.next();
                number++;
                if (!isBlank(line)) {
                    lines.add(Line.of(number, line));
                    bytes += line.length;
                }
            }
            return lines;
        }

        private static boolean isBlank(byte[] line) {
            for (byte each : line) {
                if (each != ' ' && each != '\t' && each != '\r') {
                    return false;
                }
            }
            return true;
        }
    }
}
