package io.aisle.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Skipper and the Data Flow server as processes on this machine.
 *
 * @param repository root of the repository, where their jars are
 * @param home where their settings and logs go
 * @param skipperPort port Skipper listens on
 * @param dataflowPort port the Data Flow server listens on
 */
record Servers(Path repository, Home home, int skipperPort, int dataflowPort) {

    static final String SKIPPER = "skipper";
    static final String DATAFLOW = "dataflow";

    /** Both start beside each other and a broker: half a minute on two idle cores. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(240);

    /** Two servers that answer a few requests an hour: quick to start, small, one compiler tier. */
    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xss512k",
            "-XX:-UsePerfData",
            "-Dh2.bindAddress=127.0.0.1");

    /** H2's automatic server would listen on every interface; serial collection keeps nine small JVMs small. */
    private static final String APP_JVM =
            "-XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Xss512k -Dh2.bindAddress=127.0.0.1";

    /** A training is alone with its memory, half of it for the arrays outside the heap. */
    private static final String TASK_JVM =
            "-XX:MaxRAMPercentage=40 -XX:+ExitOnOutOfMemoryError -Dh2.bindAddress=127.0.0.1";

    private static final String WHAT_TO_TRY = "Run 'down' and then 'up' again; if it stays, read its log.";

    static Servers onFreePorts(Path repository, Home home) {
        return new Servers(repository, home, Ports.free(), Ports.free());
    }

    URI skipper() {
        return URI.create("http://127.0.0.1:" + skipperPort + "/api");
    }

    URI dataflow() {
        return URI.create("http://127.0.0.1:" + dataflowPort);
    }

    private ServerProgram skipperProgram() {
        return new ServerProgram(
                repository.resolve("dataflow/server/target/skipper/BOOT-INF/lib"),
                "org.springframework.cloud.skipper.server.app.SkipperServerApplication");
    }

    private ServerProgram dataflowProgram() {
        return new ServerProgram(
                repository.resolve("dataflow/server/target/dataflow"),
                "io.aisle.dataflow.server.DataflowServerApplication");
    }

    /** Fails, before anything is started, if the servers are not built. */
    void requireBuilt() {
        skipperProgram().requireBuilt();
        dataflowProgram().requireBuilt();
    }

    void startSkipper(Ledger ledger, Progress progress) {
        Map<String, String> settings = new TreeMap<>(common(skipperPort));
        String account = "spring.cloud.skipper.server.platform.local.accounts[default].";
        settings.put(account + "hostname", "127.0.0.1");
        settings.put(account + "portRange.low", Integer.toString(Ports.LOWEST));
        settings.put(account + "portRange.high", Integer.toString(Ports.HIGHEST));
        settings.put(account + "javaCmd", Launch.javaCommand());
        settings.put(account + "javaOpts", home.appMarker() + " " + APP_JVM);
        settings.put(account + "workingDirectoriesRoot", home.emptied("apps").toString());
        settings.put(account + "deleteFilesOnExit", "false");
        settings.put(account + "startupProbe.path", "/actuator/health");
        ManagedProcess process =
                start(SKIPPER, "Skipper 2.8.0", skipperPort, "-Xmx160m", skipperProgram(), settings, ledger);
        await(process, skipper().resolve("/api/about"), progress);
    }

    /**
     * @param shared application properties that the server gives to every app of every stream, so that what an operator
     *     pastes into the dashboard needs no address of this machine
     */
    void startDataflow(Map<String, String> shared, Ledger ledger, Progress progress) {
        Map<String, String> settings = new TreeMap<>(common(dataflowPort));
        settings.put("spring.cloud.skipper.client.serverUri", skipper().toString());
        // Its default is an H2 server on every interface.
        settings.put("spring.dataflow.embedded.database.enabled", "false");
        // A file of this run, which tasks open too: they write their own records.
        settings.put(
                "spring.datasource.url",
                "jdbc:h2:file:" + home.emptied("records").resolve("dataflow") + ";AUTO_SERVER=TRUE");
        settings.put("spring.datasource.username", "sa");
        settings.put("spring.datasource.password", "");
        settings.put("spring.datasource.driver-class-name", "org.h2.Driver");
        String account = "spring.cloud.dataflow.task.platform.local.accounts[default].";
        settings.put(account + "javaCmd", Launch.javaCommand());
        settings.put(account + "javaOpts", home.appMarker() + " " + TASK_JVM);
        settings.put(account + "workingDirectoriesRoot", home.emptied("tasks").toString());
        settings.put(account + "deleteFilesOnExit", "false");
        settings.put("spring.cloud.dataflow.features.schedules-enabled", "false");
        shared.forEach(
                (key, value) -> settings.put("spring.cloud.dataflow.applicationProperties.stream." + key, value));
        ManagedProcess process = start(
                DATAFLOW, "Data Flow server 2.11.5", dataflowPort, "-Xmx192m", dataflowProgram(), settings, ledger);
        await(process, dataflow().resolve("/about"), progress);
    }

    private static Map<String, String> common(int port) {
        return Map.of(
                "server.port", Integer.toString(port),
                "server.address", "127.0.0.1",
                "spring.main.cloud-platform", "none",
                "spring.cloud.kubernetes.enabled", "false",
                "spring.cloud.config.enabled", "false",
                "spring.jmx.enabled", "false");
    }

    /** Settings go through a file: those of the broker hold a password, and everyone may read a command line. */
    private ManagedProcess start(
            String name,
            String kind,
            int port,
            String heap,
            ServerProgram program,
            Map<String, String> settings,
            Ledger ledger) {
        String text = settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
                .collect(Collectors.joining("\n", "", "\n"));
        Path file = home.write(name + ".properties", text);
        List<String> arguments = new ArrayList<>(JVM);
        arguments.add(heap);
        arguments.addAll(program.arguments());
        arguments.add("--spring.config.additional-location=file:" + file);
        return Launch.java(home, name, kind, port, arguments).start(home, ledger);
    }

    private static void await(ManagedProcess process, URI answer, Progress progress) {
        Patience.untilReady(process, START_PATIENCE, () -> Http.isOk(answer), WHAT_TO_TRY);
        progress.say(process.name() + ": " + process.kind() + " answers");
    }
}
