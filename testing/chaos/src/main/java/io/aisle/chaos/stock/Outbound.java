package io.aisle.chaos.stock;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The way out of the stock source. A message waits in memory for the one thread that publishes, without confirms and
 * not mandatory. A message that cannot be published is logged and gone; the next one tries to connect again.
 */
final class Outbound implements AutoCloseable {
    /** What Reactor buffers between two threads unless told otherwise; the stock flow has one such place. */
    private static final int BUFFER = 256;

    /** The default send timeout of Spring Integration. */
    private static final long PATIENCE_SECONDS = 30;

    /** How long an orderly stop waits for what is in the buffer: about as long as Spring takes to come to that bean. */
    private static final int STOP_MILLIS = 1_000;

    private static final byte[] END = new byte[0];

    private final ConnectionFactory connections;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(BUFFER);
    private final Thread publisher = new Thread(this::publishAll, "publisher");
    private volatile @Nullable Channel channel;

    /** Connects, and fails when it cannot. */
    Outbound(String amqp) throws IOException, TimeoutException {
        this.connections = StockBinding.connections(amqp);
        connections.setAutomaticRecoveryEnabled(false); // in the stock app, too, the next message connects anew
        publisher.setDaemon(true);
        channel();
        publisher.start();
    }

    /** Takes a message into memory; false when there was no room for it for 30 s. */
    boolean handOver(byte[] message) throws InterruptedException {
        return waiting.offer(message, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void publishAll() {
        try {
            for (byte[] message = waiting.take(); message != END; message = waiting.take()) {
                publish(message);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(byte[] message) {
        try {
            channel().basicPublish(StockBinding.EXCHANGE, StockBinding.EXCHANGE, StockBinding.PERSISTENT, message);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            System.err.println("not published, and dropped: " + e);
        }
    }

    private Channel channel() throws IOException, TimeoutException {
        Channel current = channel;
        if (current == null || !current.isOpen()) {
            Connection connection = connections.newConnection("stock-source");
            current = connection.createChannel();
            channel = current;
            StockBinding.declare(current);
        }
        return current;
    }

    @Override
    public void close() {
        try {
            if (waiting.offer(END, STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                publisher.join(STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Channel last = channel;
        if (last != null) {
            last.getConnection().abort(STOP_MILLIS);
        }
        publisher.interrupt();
    }
}
