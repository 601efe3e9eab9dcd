package io.aisle.chaos.fault;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.aisle.chaos.arena.Brokers;
import io.aisle.cli.screen.CommandFailed;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** All queues of an exchange, unbound until this is closed: what is published there meanwhile has nowhere to go. */
final class Bindings implements AutoCloseable {
    private final Brokers brokers;
    private final String exchange;
    private final List<Binding> cut;

    private record Binding(String queue, String key) {}

    private Bindings(Brokers brokers, String exchange, List<Binding> cut) {
        this.brokers = brokers;
        this.exchange = exchange;
        this.cut = cut;
    }

    static Bindings cut(Brokers brokers, String exchange) {
        List<Binding> bindings = brokers.control(
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
        var all = new Bindings(brokers, exchange, bindings);
        all.each((channel, binding) -> channel.queueUnbind(binding.queue(), exchange, binding.key()));
        return all;
    }

    int count() {
        return cut.size();
    }

    private interface Step {
        void on(Channel channel, Binding binding) throws IOException;
    }

    private void each(Step step) {
        try {
            var factory = new ConnectionFactory();
            factory.setUri(brokers.single().uri());
            try (Connection connection = factory.newConnection("chaos");
                    Channel channel = connection.createChannel()) {
                for (Binding binding : cut) {
                    step.on(channel, binding);
                }
            }
        } catch (IOException | TimeoutException | URISyntaxException | GeneralSecurityException e) {
            throw new CommandFailed("cannot change the bindings of " + exchange, "Does the broker run?", e);
        }
    }

    @Override
    public void close() {
        each((channel, binding) -> channel.queueBind(binding.queue(), exchange, binding.key(), Map.of()));
    }
}
