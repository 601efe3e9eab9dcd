package io.aisle.chaos.arena;

import io.aisle.chaos.net.TcpProxy;
import io.aisle.cli.screen.Screen;
import io.aisle.platform.Broker;
import io.aisle.platform.BrokerCluster;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The broker of an arena: one node, one node behind a proxy, or three. */
public final class Brokers implements AutoCloseable {
    private final @Nullable Broker single;
    private final @Nullable BrokerCluster cluster;
    private final @Nullable TcpProxy proxy;

    private Brokers(@Nullable Broker single, @Nullable BrokerCluster cluster, @Nullable TcpProxy proxy) {
        this.single = single;
        this.cluster = cluster;
        this.proxy = proxy;
    }

    static Brokers start(Path home, Wiring wiring, Screen screen) {
        if (wiring == Wiring.CLUSTER) {
            return new Brokers(null, BrokerCluster.start(home, screen::say), null);
        }
        Broker broker = Broker.start(home, screen::say);
        URI address = URI.create(broker.uri());
        return new Brokers(
                broker, null, wiring == Wiring.PROXIED ? TcpProxy.to(address.getHost(), address.getPort()) : null);
    }

    /** What {@code spring.rabbitmq.addresses} takes. */
    String addresses() {
        if (cluster != null) {
            return cluster.addresses();
        }
        URI address = URI.create(single().uri());
        return proxy == null ? single().uri() : "amqp://" + address.getUserInfo() + "@127.0.0.1:" + proxy.port();
    }

    /** The one node. */
    public Broker single() {
        if (single == null) {
            throw new IllegalStateException("this arena has three brokers");
        }
        return single;
    }

    /** The three nodes. */
    public BrokerCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("this arena has one broker");
        }
        return cluster;
    }

    /** What stands between the apps and the broker, in an arena with proxies. */
    public TcpProxy proxy() {
        if (proxy == null) {
            throw new IllegalStateException("this arena has no proxies");
        }
        return proxy;
    }

    /** Runs {@code rabbitmqctl} on the node, or on one of the nodes. */
    public String control(String... arguments) {
        return cluster == null ? single().control(arguments) : cluster.control(arguments);
    }

    Map<String, Long> underWay() {
        return underWay(this::control);
    }

    /** What {@code rabbitmqctl} prints for these arguments. */
    interface Control {
        String run(String... arguments);
    }

    static Map<String, Long> underWay(Control rabbitmqctl) {
        Map<String, Long> messages = new TreeMap<>();
        rabbitmqctl
                .run("-q", "list_queues", "--no-table-headers", "name", "messages")
                .lines()
                .map(line -> line.split("\t"))
                .filter(cells -> cells.length == 2 && cells[1].matches("[1-9]\\d*"))
                .forEach(cells -> messages.put(cells[0], Long.parseLong(cells[1])));
        return messages;
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
        if (single != null) {
            single.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }
}
