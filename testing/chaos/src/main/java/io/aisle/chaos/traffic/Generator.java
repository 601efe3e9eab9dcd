package io.aisle.chaos.traffic;

import io.aisle.cli.ledger.Ledger;
import io.aisle.cli.send.Sender;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends a run's lines at a steady pace and keeps its own append-only log, outside the system. What the source cannot
 * take is sent again until it can.
 */
public final class Generator implements AutoCloseable {
    private static final int CONCURRENCY = 4;
    /** Few, so that a request that fails is a small part of the traffic. */
    private static final int LINES = 20;
    /** Longer than any fault. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Ledger ledger;
    private final Sender sender;
    private final Thread thread;
    private final int lines;
    private volatile @Nullable RuntimeException failure;

    /** @param perSecond lines a second; 0 for as fast as they are taken */
    public Generator(URI source, Path log, List<byte[]> lines, int perSecond) {
        this.ledger = Ledger.open(log);
        this.lines = lines.size();
        this.sender = new Sender(source, ledger, CONCURRENCY, LINES, PATIENCE);
        this.thread = new Thread(() -> send(new Paced(lines.iterator(), perSecond)), "generator");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void send(Iterator<byte[]> paced) {
        try {
            sender.send(paced);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Lines that have their answer. */
    public long answered() {
        return sender.sending().accepted() + sender.sending().rejected();
    }

    /** Times a line had to be sent again. */
    public long repeated() {
        return sender.sending().repeated();
    }

    /** Waits until this share of the lines has been answered, or all have. */
    public void awaitShare(double share) throws InterruptedException {
        while (thread.isAlive() && answered() < share * lines) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Waits until every line has its answer. */
    public void await() throws InterruptedException {
        thread.join();
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ledger.close();
    }

    /** Hands out lines no faster than the pace; a sender that fell behind is not hurried afterwards. */
    private record Paced(Iterator<byte[]> lines, int perSecond) implements Iterator<byte[]> {
        @Override
        public boolean hasNext() {
            return lines.hasNext();
        }

        @Override
        public byte[] next() {
            if (perSecond > 0) {
                LockSupport.parkNanos(1_000_000_000L / perSecond);
            }
            return lines.next();
        }
    }
}
