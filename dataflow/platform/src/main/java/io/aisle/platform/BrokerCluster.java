package io.aisle.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three RabbitMQ nodes in one cluster on the loopback interface, for fault runs: nodes are killed, started again and
 * cut off, and named by their index, 0 to 2. A quorum queue gets a member on each. A node that sees neither of the
 * others pauses itself, as {@code pause_minority} has it, and takes part again when it does. What an earlier cluster
 * left in the home folder is deleted. Not thread-safe.
 */
public final class BrokerCluster implements AutoCloseable {

    /** How many nodes there are. */
    public static final int NODES = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int NOBODY = -1;

    /** What three nodes are run with in production; the default is to go on apart, and to stay apart afterwards. */
    private static final String SETTINGS = "cluster_partition_handling = pause_minority\n";

    private final List<BrokerNode> nodes;
    private final List<Ledger> ledgers;
    private int cutOff = NOBODY;

    private BrokerCluster(List<BrokerNode> nodes) {
        this.nodes = nodes;
        this.ledgers = nodes.stream().map(node -> new Ledger(node.home())).toList();
    }

    /**
     * Starts the nodes and waits until each serves clients and they are one cluster.
     *
     * @param home folder for their data, logs and state
     */
    public static BrokerCluster start(Path home, Progress progress) {
        Home shared = Home.at(home);
        List<Home> homes = IntStream.range(0, NODES)
                .mapToObj(node -> Home.at(shared.folder("broker-" + node)))
                .toList();
        homes.forEach(BrokerCluster::clear);
        var cluster = new BrokerCluster(nodes(homes, RabbitInstallation.findOrInstall(shared, progress)));
        try {
            cluster.launch(TimedProgress.from(progress));
            return cluster;
        } catch (RuntimeException failure) {
            cluster.stop();
            throw failure;
        }
    }

    private static void clear(Home home) {
        BrokerNode.stop(new Ledger(home));
        home.emptied(BrokerNode.BROKER);
    }

    /** The first founds the cluster, the others look for it. */
    private static List<BrokerNode> nodes(List<Home> homes, RabbitInstallation programs) {
        var settings = new StringBuilder(SETTINGS);
        for (int node = 0; node < NODES; node++) {
            settings.append("cluster_formation.classic_config.nodes.%d = %s%n"
                    .formatted(node + 1, BrokerNode.nameIn(homes.get(node))));
        }
        List<BrokerNode> nodes = new ArrayList<>();
        nodes.add(BrokerNode.in(homes.get(0), programs, SETTINGS));
        homes.stream().skip(1).forEach(home -> nodes.add(nodes.get(0).peer(home, settings.toString())));
        return List.copyOf(nodes);
    }

    private void launch(Progress progress) {
        awaitAnswer(0, nodes.get(0).start(ledgers.get(0)));
        Together.run(List.of(() -> launch(1), () -> launch(2)));
        awaitRunning(0, NODES);
        progress.say("broker: RabbitMQ, three private nodes, answer");
    }

    private void launch(int node) {
        awaitAnswer(node, nodes.get(node).startServer(ledgers.get(node)));
    }

    private void awaitAnswer(int node, ManagedProcess process) {
        String uri = nodes.get(node).uri();
        Patience.untilReady(process, PATIENCE, () -> Broker.answers(uri), "Is the disk full, or the machine busy?");
    }

    private void awaitRunning(int asked, int expected) {
        String count = Integer.toString(expected);
        if (!Patience.until(PATIENCE, () -> running(asked).equals(count))) {
            throw new PlatformFailure("Node " + asked + " does not see " + expected + " running nodes."
                    + Home.tail(nodes.get(asked).home().log(BrokerNode.BROKER)));
        }
    }

    private String running(int asked) {
        return nodes.get(asked)
                .control("-q", "eval", "length(rabbit_mnesia:cluster_nodes(running)).")
                .strip();
    }

    /** Addresses for clients, credentials included, one for each node. */
    public List<String> uris() {
        return nodes.stream().map(BrokerNode::uri).toList();
    }

    /** {@code host:port} of each node, as {@code spring.rabbitmq.addresses} takes them. */
    public String addresses() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.amqpPort()).collect(Collectors.joining(","));
    }

    /** Which node leads a queue, as far as a node that runs and is not cut off knows now. */
    public int leaderOf(String queue) {
        return control("-q", "list_queues", "--no-table-headers", "name", "leader")
                .lines()
                .map(line -> line.split("\t"))
                .filter(cells -> cells.length == 2 && cells[0].equals(queue))
                .mapToInt(cells -> indexOf(cells[1]))
                .findFirst()
                .orElseThrow(() -> new PlatformFailure("No queue " + queue + " with a leader."));
    }

    private int indexOf(String name) {
        return nodes.stream().map(BrokerNode::name).toList().indexOf(name);
    }

    /** Runs {@code rabbitmqctl} on a node that runs and is not cut off, and returns its output. */
    public String control(String... arguments) {
        return nodes.get(witness()).control(arguments);
    }

    private int witness() {
        return IntStream.range(0, NODES)
                .filter(node -> node != cutOff && isAlive(node))
                .findFirst()
                .orElseThrow(() -> new PlatformFailure("All nodes of the cluster have ended."));
    }

    /** Whether the node's process is there, paused or not. */
    public boolean isAlive(int node) {
        return process(node).filter(ManagedProcess::isAlive).isPresent();
    }

    private Optional<ManagedProcess> process(int node) {
        return ledgers.get(node).find(BrokerNode.BROKER);
    }

    /** Ends a node at once, as a crash would. */
    public void kill(int node) {
        process(node).ifPresent(ManagedProcess::kill);
    }

    /** Stops a node if it runs, starts it with the same data on the same port, and waits until it serves clients. */
    public void restart(int node) {
        process(node).ifPresent(running -> running.terminate(STOP_PATIENCE));
        cutOff = cutOff == node ? NOBODY : cutOff;
        launch(node);
    }

    /**
     * Cuts a node off from the two others. It closes its connections to them and refuses new ones in both directions,
     * because it no longer accepts their cookies; then, being a minority, it pauses, so its clients are cut off too.
     * All three notice at once: this is a cable that is pulled with the light going out, and not a network that
     * swallows packets, which they would notice after a minute ({@code net_ticktime}). One node at a time.
     */
    public void partition(int node) {
        if (cutOff != NOBODY) {
            throw new IllegalStateException("node " + cutOff + " is cut off already: heal first");
        }
        cutOff = node;
        nodes.get(node)
                .control(
                        "-q",
                        "eval",
                        "[begin erlang:set_cookie(N, cut_off), erlang:disconnect_node(N) end || N <- [%s]]."
                                .formatted(others(node)));
    }

    /** Joins the node that was cut off, and waits until it serves clients and all three see each other. */
    public void heal() {
        if (cutOff == NOBODY) {
            return;
        }
        int node = cutOff;
        cutOff = NOBODY;
        nodes.get(node)
                .control(
                        "-q",
                        "eval",
                        "[erlang:set_cookie(N, erlang:get_cookie()) || N <- [%s]].".formatted(others(node)));
        awaitRunning(node, NODES);
        awaitRunning(witness(), NODES);
        process(node).ifPresent(process -> awaitAnswer(node, process));
    }

    /** As Erlang writes a list of names. */
    private String others(int node) {
        return nodes.stream()
                .map(BrokerNode::name)
                .filter(name -> !name.equals(nodes.get(node).name()))
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
    }

    /** Ends all nodes at once, and their name server; a new cluster in the same folder begins empty. */
    public void stop() {
        IntStream.range(0, NODES).forEach(this::kill);
        ledgers.forEach(BrokerNode::stop);
    }

    @Override
    public void close() {
        stop();
    }
}
