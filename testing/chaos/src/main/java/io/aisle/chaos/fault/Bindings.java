package io.aisle.chaos.fault;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.platform.Broker;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * All queues of an exchange, cut off from it until this is closed: what is published there meanwhile has nowhere to go.
 * Bindings go one by one, and while one of two is left the broker routes to that queue and confirms. So a second
 * exchange is put in between, which holds all of them: the way to it is one binding, and all queues are cut off, and
 * back, in one step. A queue that a message reaches by both ways gets it once.
 */
final class Bindings implements AutoCloseable {
    private static final String EVERYTHING = "#";

    private final Broker broker;
    private final String exchange;
    private final String between;
    private final List<Binding> all;

    private record Binding(String queue, String key) {}

    private Bindings(Broker broker, String exchange, List<Binding> all) {
        this.broker = broker;
        this.exchange = exchange;
        this.between = "chaos." + exchange;
        this.all = all;
    }

    static Bindings cut(Broker broker, String exchange) {
        List<Binding> all = broker.control(
                        "-q",
                        "list_bindings",
                        "--no-table-headers",
                        "source_name",
                        "destination_name",
                        "destination_kind",
                        "routing_key")
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells.length == 4 && cells[0].equals(exchange) && cells[2].equals("queue"))
                .map(cells -> new Binding(cells[1], cells[3]))
                .toList();
        var bindings = new Bindings(broker, exchange, all);
        bindings.change(channel -> {
            bindings.putBetween(channel);
            channel.exchangeUnbind(bindings.between, exchange, EVERYTHING);
        });
        return bindings;
    }

    private void putBetween(Channel channel) throws IOException {
        channel.exchangeDeclare(between, BuiltinExchangeType.TOPIC);
        for (Binding binding : all) {
            channel.queueBind(binding.queue(), between, binding.key());
        }
        channel.exchangeBind(between, exchange, EVERYTHING);
        for (Binding binding : all) {
            channel.queueUnbind(binding.queue(), exchange, binding.key());
        }
    }

    int count() {
        return all.size();
    }

    @Override
    public void close() {
        change(channel -> {
            channel.exchangeBind(between, exchange, EVERYTHING);
            for (Binding binding : all) {
                channel.queueBind(binding.queue(), exchange, binding.key());
            }
            channel.exchangeDelete(between);
        });
    }

    private interface Change {
        void on(Channel channel) throws IOException;
    }

    private void change(Change change) {
        try {
            var factory = new ConnectionFactory();
            factory.setUri(broker.uri());
            try (Connection connection = factory.newConnection("chaos");
                    Channel channel = connection.createChannel()) {
                change.on(channel);
            }
        } catch (IOException | TimeoutException | URISyntaxException | GeneralSecurityException e) {
            throw new CommandFailed("cannot change the bindings of " + exchange, "Does the broker run?", e);
        }
    }
}
