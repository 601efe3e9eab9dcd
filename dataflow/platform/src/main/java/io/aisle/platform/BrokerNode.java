package io.aisle.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A RabbitMQ node of the platform's own: its data, cookie, ports and epmd are private and on the loopback interface.
 *
 * @param home where its files go
 * @param programs the installation it runs from
 * @param amqpPort where clients connect
 * @param distributionPort where rabbitmqctl connects
 * @param epmdPort where its name server listens
 * @param cookies the folder of its cookie, which it shares with those it may talk to
 * @param settings lines of configuration besides its own
 */
record BrokerNode(
        Home home,
        RabbitInstallation programs,
        int amqpPort,
        int distributionPort,
        int epmdPort,
        Path cookies,
        String settings) {

    static final String BROKER = "broker";
    static final String NAME_SERVER = "broker-epmd";
    static final String KIND = "RabbitMQ, private node";

    /** Small limits: the alarms they raise block every producer, and this machine runs everything else too. */
    private static final String CONFIGURATION = """
            listeners.tcp.1 = 127.0.0.1:%d
            disk_free_limit.absolute = 200MB
            vm_memory_high_watermark.absolute = 1GB
            log.console = true
            log.console.level = warning
            log.file = false
            """;

    private static final String ON_LOOPBACK = "-kernel inet_dist_use_interface {127,0,0,1}";

    /** Erlang's schedulers wait by spinning, for a machine of their own; here they share it with everything else. */
    private static final String NO_BUSY_WAIT = "+sbwt none +sbwtdcpu none +sbwtdio none";

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    static BrokerNode in(Home home, RabbitInstallation programs) {
        return in(home, programs, "");
    }

    static BrokerNode in(Home home, RabbitInstallation programs, String settings) {
        Path cookies = home.folder("broker/cookie");
        return new BrokerNode(home, programs, Ports.free(), Ports.free(), Ports.free(), cookies, settings);
    }

    /** A node in a cluster with this one: it has the same name server and cookie, and a home of its own. */
    BrokerNode peer(Home other, String itsSettings) {
        return new BrokerNode(other, programs, Ports.free(), Ports.free(), epmdPort, cookies, itsSettings);
    }

    /** The node that was started before, with its ports; empty if none was. */
    static Optional<BrokerNode> recorded(Home home, Ledger ledger) {
        return ledger.find(BROKER).flatMap(node -> ledger.find(NAME_SERVER).flatMap(names -> RabbitInstallation.find()
                .map(programs -> new BrokerNode(
                        home, programs, node.port(), Ports.free(), names.port(), home.folder("broker/cookie"), ""))));
    }

    String name() {
        return nameIn(home);
    }

    /** The name of the node that has this home. */
    static String nameIn(Home home) {
        return "aisle_" + home.id() + "@localhost";
    }

    String uri() {
        return "amqp://guest:guest@127.0.0.1:" + amqpPort;
    }

    ManagedProcess start(Ledger ledger) {
        startNameServer(ledger);
        return startServer(ledger);
    }

    /** Starts the node alone; its name server runs already. */
    ManagedProcess startServer(Ledger ledger) {
        home.folder(BROKER);
        home.write("broker/rabbitmq.conf", CONFIGURATION.formatted(amqpPort) + settings);
        home.write("broker/enabled_plugins", "[].\n");
        home.write("broker/rabbitmq-env.conf", "");
        return new Launch(BROKER, KIND, amqpPort, List.of(programs.server()), environment()).start(home, ledger);
    }

    /** Started first and by us, or the node would start one that outlives it. */
    private void startNameServer(Ledger ledger) {
        if (ledger.find(NAME_SERVER).filter(ManagedProcess::isAlive).isPresent()) {
            return;
        }
        List<String> command = List.of("epmd", "-port", Integer.toString(epmdPort), "-address", "127.0.0.1");
        ManagedProcess process =
                new Launch(NAME_SERVER, "RabbitMQ's name server", epmdPort, command, Map.of()).start(home, ledger);
        Patience.untilReady(
                process, Duration.ofSeconds(10), () -> Ports.answers(epmdPort), "Is Erlang's epmd installed?");
    }

    static void stop(Ledger ledger) {
        for (String name : List.of(BROKER, NAME_SERVER)) {
            ledger.find(name).ifPresent(process -> {
                process.terminate(STOP_PATIENCE);
                ledger.stopped(name);
            });
        }
    }

    /** Runs rabbitmqctl against this node and returns what it printed. */
    String control(String... arguments) {
        List<String> command = new ArrayList<>(List.of(programs.control()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (RabbitInstallation.exitCode(process) != 0) {
                throw new PlatformFailure("rabbitmqctl " + String.join(" ", arguments) + " failed: " + output.strip());
            }
            return output;
        } catch (IOException failure) {
            throw new PlatformFailure("Cannot run rabbitmqctl: " + failure.getMessage(), failure);
        }
    }

    private Map<String, String> environment() {
        Path folder = home.folder(BROKER);
        return Map.ofEntries(
                Map.entry("HOME", cookies.toString()),
                Map.entry("RABBITMQ_NODENAME", name()),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("logs").toString()),
                Map.entry("RABBITMQ_LOGS", "-"),
                Map.entry(
                        "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
                Map.entry(
                        "RABBITMQ_CONF_ENV_FILE",
                        folder.resolve("rabbitmq-env.conf").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                Map.entry("ERL_EPMD_PORT", Integer.toString(epmdPort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", ON_LOOPBACK + " " + NO_BUSY_WAIT),
                // Without its wrapping shell, so that the recorded pid is the node's own.
                Map.entry("RUNNING_UNDER_SYSTEMD", "1"));
    }
}
