package io.aisle.cli.replay;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Return;
import io.aisle.cli.screen.CommandFailed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** Publishes letters so that a published one is in a queue: confirmed, and not returned as unroutable. */
final class Post implements AutoCloseable {
    private static final long CONFIRM_MILLIS = 30_000;
    private static final int PERSISTENT = 2;

    private final Connection connection;
    private final Channel channel;
    private final Set<String> returned = ConcurrentHashMap.newKeySet();

    private Post(Connection connection, Channel channel) throws IOException {
        this.connection = connection;
        this.channel = channel;
        channel.confirmSelect();
        // A return reaches us before the confirm of the same message, on the same thread.
        channel.addReturnListener(
                (Return unroutable) -> returned.add(unroutable.getProperties().getMessageId()));
    }

    static Post at(String amqp) {
        try {
            var factory = new ConnectionFactory();
            factory.setUri(amqp);
            factory.setAutomaticRecoveryEnabled(false);
            Connection connection = factory.newConnection("aisle replay");
            return new Post(connection, connection.createChannel());
        } catch (IOException | TimeoutException | URISyntaxException | GeneralSecurityException e) {
            throw new CommandFailed("cannot reach the broker", "See ./aisle status", e);
        }
    }

    /** @return those the broker put into a queue; the others stay dead letters */
    List<Letter> publish(List<Letter> letters) {
        returned.clear();
        try {
            for (Letter letter : letters) {
                channel.basicPublish(
                        letter.exchange(), letter.routingKey(), true, properties(letter), letter.payload());
            }
            boolean confirmed = channel.waitForConfirms(CONFIRM_MILLIS);
            return confirmed ? letters.stream().filter(this::wasRouted).toList() : List.of();
        } catch (IOException | TimeoutException e) {
            throw new CommandFailed("the broker did not confirm", "See ./aisle status, then replay again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("replay was interrupted", "Replay again: what was not marked is sent again");
        }
    }

    private boolean wasRouted(Letter letter) {
        return !returned.contains(letter.id().toString());
    }

    private static AMQP.BasicProperties properties(Letter letter) {
        return new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .messageId(letter.id().toString())
                .headers(letter.headers())
                .build();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            // The broker went away after the last confirm: there is nothing left to close.
        }
    }
}
