package io.aisle.platform;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A RabbitMQ broker: one that was there before, which is never stopped from here, or a private node on a free port of
 * the loopback interface, whose data lies under the home folder and survives {@link #kill()} and {@link #restart()}.
 */
public final class Broker implements AutoCloseable {

    private static final String STANDARD = "amqp://guest:guest@127.0.0.1:5672";
    private static final Duration START_PATIENCE = Duration.ofSeconds(120);
    private static final int CONNECT_MILLIS = 2_000;

    private final String uri;
    private final String kind;
    private final Ledger ledger;
    private final @Nullable BrokerNode node;

    private Broker(String uri, String kind, Ledger ledger, @Nullable BrokerNode node) {
        this.uri = uri;
        this.kind = kind;
        this.ledger = ledger;
        this.node = node;
    }

    /**
     * Starts a private node and waits until it accepts connections.
     *
     * @param home folder for its data, logs and state
     */
    public static Broker start(Path home, Progress progress) {
        Broker broker = privateNode(Home.at(home), progress);
        try {
            broker.launch(TimedProgress.from(progress));
            return broker;
        } catch (RuntimeException failure) {
            broker.stop();
            throw failure;
        }
    }

    /** The configured one; else one that answers on localhost; else a private node, not yet launched. */
    static Broker choose(Settings settings, Home home, Progress progress) {
        if (settings.rabbitmqUri() != null) {
            requireAnswer(settings.rabbitmqUri());
            return new Broker(settings.rabbitmqUri(), "RabbitMQ, from AISLE_RABBITMQ_URI", new Ledger(home), null);
        }
        if (answers(STANDARD)) {
            return new Broker(STANDARD, "RabbitMQ, found on localhost:5672", new Ledger(home), null);
        }
        return privateNode(home, progress);
    }

    /** The private node that was started before, running or not; empty if the broker is not ours. */
    static Optional<Broker> recorded(Home home) {
        Ledger ledger = new Ledger(home);
        return BrokerNode.recorded(home, ledger).map(node -> new Broker(node.uri(), BrokerNode.KIND, ledger, node));
    }

    private static Broker privateNode(Home home, Progress progress) {
        BrokerNode node = BrokerNode.in(home, RabbitInstallation.findOrInstall(home, progress));
        return new Broker(node.uri(), BrokerNode.KIND, new Ledger(home), node);
    }

    /** Does nothing for a broker that was there before. */
    void launch(Progress progress) {
        if (node != null) {
            ManagedProcess process = node.start(ledger);
            Patience.untilReady(process, START_PATIENCE, () -> answers(uri), "Is the disk full, or the machine busy?");
        }
        progress.say("broker: " + kind + " answers");
    }

    /** Address for clients, credentials included. */
    public String uri() {
        return uri;
    }

    /** What it is, in words for people. */
    public String kind() {
        return kind;
    }

    /** Stops it and its name server; its data stays. */
    public void stop() {
        if (node != null) {
            BrokerNode.stop(ledger);
        }
    }

    /** Whether clients can connect now. */
    public boolean answers() {
        return answers(uri);
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        privateNode();
        ledger.find(BrokerNode.BROKER).ifPresent(ManagedProcess::kill);
    }

    /** Stops it if it runs, and starts it with the same data on the same port. */
    public void restart() {
        privateNode();
        stop();
        launch(Progress.silent());
    }

    /** Runs {@code rabbitmqctl} with these arguments and returns its output. */
    public String control(String... arguments) {
        return privateNode().control(arguments);
    }

    @Override
    public void close() {
        stop();
    }

    private BrokerNode privateNode() {
        if (node == null) {
            throw new PlatformFailure("Not ours to stop or inspect: " + kind);
        }
        return node;
    }

    private static void requireAnswer(String uri) {
        if (!answers(uri)) {
            throw new PlatformFailure("The broker named in AISLE_RABBITMQ_URI does not answer, or refuses the login.");
        }
    }

    static boolean answers(String uri) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setConnectionTimeout(CONNECT_MILLIS);
        try {
            factory.setUri(uri);
            Connection connection = factory.newConnection();
            // Not closed: a node that lost the others may never answer that, and the client would wait for ever.
            connection.abort(CONNECT_MILLIS);
            return true;
        } catch (Exception refused) {
            return false;
        }
    }
}
