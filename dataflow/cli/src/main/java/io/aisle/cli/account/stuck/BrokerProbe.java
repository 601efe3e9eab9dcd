package io.aisle.cli.account.stuck;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a broker about its queues as any client may, without its management plugin and without touching a message. */
final class BrokerProbe {
    private static final int PATIENCE_MILLIS = 5_000;
    /** A broker that blocks its producers does not read their farewell either. */
    private static final int FAREWELL_MILLIS = 500;

    private BrokerProbe() {}

    /** @param needed names of the queues to ask for */
    static BrokerState read(String amqp, boolean ours, List<String> needed) {
        Connection connection;
        try {
            connection = connect(amqp);
        } catch (IOException | TimeoutException | URISyntaxException | GeneralSecurityException e) {
            return BrokerState.silent(ours);
        }
        try {
            return read(connection, ours, needed);
        } catch (IOException | ShutdownSignalException e) {
            return BrokerState.silent(ours);
        } finally {
            connection.abort(FAREWELL_MILLIS);
        }
    }

    private static Connection connect(String amqp)
            throws IOException, TimeoutException, URISyntaxException, GeneralSecurityException {
        var factory = new ConnectionFactory();
        factory.setUri(amqp);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(PATIENCE_MILLIS);
        factory.setChannelRpcTimeout(PATIENCE_MILLIS);
        return factory.newConnection("aisle account");
    }

    private static BrokerState read(Connection connection, boolean ours, List<String> needed) throws IOException {
        var queues = new ArrayList<QueueState>();
        var missing = new ArrayList<String>();
        for (String name : needed) {
            QueueState queue = queue(connection, name);
            if (queue == null) {
                missing.add(name);
            } else {
                queues.add(queue);
            }
        }
        return new BrokerState(ours, true, alarm(connection), queues, missing, List.of());
    }

    /** Null when it is not there; the broker closes the channel of whoever asks for such a queue. */
    private static @Nullable QueueState queue(Connection connection, String name) throws IOException {
        Channel channel = channel(connection);
        try {
            AMQP.Queue.DeclareOk queue = channel.queueDeclarePassive(name);
            return new QueueState(
                    name, queue.getMessageCount(), null, queue.getConsumerCount(), QueueState.DECLARED_LIMIT);
        } catch (IOException e) {
            if (!connection.isOpen()) {
                throw e;
            }
            return null;
        } finally {
            channel.abort();
        }
    }

    /**
     * A broker tells a connection that it is blocked when that one publishes. The message goes to a queue that does not
     * exist, so that a broker in good health returns it.
     */
    private static @Nullable String alarm(Connection connection) throws IOException {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        connection.addBlockedListener(answers::add, () -> {});
        Channel channel = channel(connection);
        channel.addReturnListener((Return nowhere) -> answers.add(""));
        channel.basicPublish("", "aisle-account-asks", true, null, new byte[0]);
        try {
            String answer = answers.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return answer == null || answer.isEmpty() ? null : answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static Channel channel(Connection connection) throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the broker has no channel left for this connection");
        }
        return channel;
    }
}
