package io.aisle.platform;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB that was there before, a {@code mongod} started here, or the embedded server that speaks its protocol; the
 * data of the latter two lies under the home folder.
 */
public final class DocumentStore implements AutoCloseable {

    static final String STORE = "store";

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int PROBE_SECONDS = 2;

    private final String uri;
    private final String kind;
    private final Home home;
    private final Ledger ledger;
    private final @Nullable Launch launch;

    private DocumentStore(String uri, String kind, Home home, @Nullable Launch launch) {
        this.uri = uri;
        this.kind = kind;
        this.home = home;
        this.ledger = new Ledger(home);
        this.launch = launch;
    }

    /**
     * Starts {@code mongod} if it is installed, the embedded server otherwise, and waits until it answers.
     *
     * @param home folder for its data, log and state
     */
    public static DocumentStore start(Path home, Progress progress) {
        DocumentStore store = choose(Settings.standard(), Home.at(home));
        try {
            store.launch(TimedProgress.from(progress));
            return store;
        } catch (RuntimeException failure) {
            store.stop();
            throw failure;
        }
    }

    /** The configured one; else an installed mongod; else the embedded one. Not yet launched. */
    static DocumentStore choose(Settings settings, Home home) {
        if (settings.mongodbUri() == null) {
            return ownOn(Ports.free(), home);
        }
        if (!answers(settings.mongodbUri())) {
            throw new PlatformFailure("The store named in AISLE_MONGODB_URI does not answer, or refuses the login.");
        }
        return new DocumentStore(settings.mongodbUri(), "MongoDB, from AISLE_MONGODB_URI", home, null);
    }

    /** The one that was started before, running or not; empty if the store is not ours. */
    static Optional<DocumentStore> recorded(Home home) {
        return new Ledger(home).find(STORE).map(process -> ownOn(process.port(), home));
    }

    private static DocumentStore ownOn(int port, Home home) {
        Launch launch = mongod().map(program -> mongod(home, program, port)).orElseGet(() -> embedded(home, port));
        return new DocumentStore("mongodb://127.0.0.1:" + port + "/aisle", launch.kind(), home, launch);
    }

    private static Optional<Path> mongod() {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "mongod"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Launch mongod(Home home, Path program, int port) {
        String data = home.folder("mongod").toString();
        List<String> command = List.of(
                program.toString(), "--dbpath", data, "--port", Integer.toString(port), "--bind_ip", "127.0.0.1");
        return new Launch(STORE, "MongoDB, private mongod", port, command, Map.of());
    }

    private static Launch embedded(Home home, int port) {
        String file = home.folder("embedded-store").resolve("aisle.mv").toString();
        return Launch.java(
                home,
                STORE,
                "embedded store that speaks MongoDB's protocol (no mongod found)",
                port,
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        absoluteClassPath(),
                        EmbeddedDocumentStore.class.getName(),
                        Integer.toString(port),
                        file));
    }

    /** The child runs in another folder than this JVM. */
    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((left, right) -> left + File.pathSeparator + right)
                .orElse("");
    }

    void launch(Progress progress) {
        if (launch != null) {
            ManagedProcess process = launch.start(home, ledger);
            Patience.untilReady(process, START_PATIENCE, () -> answers(uri), "Is the disk full, or the machine busy?");
        }
        progress.say("store: " + kind + " answers");
    }

    /** Connection string for clients, database included. */
    public String uri() {
        return uri;
    }

    /** What it is, in words for people. */
    public String kind() {
        return kind;
    }

    /** Stops it unless it was there before; its data stays. */
    public void stop() {
        if (launch != null) {
            ledger.find(STORE).ifPresent(process -> process.terminate(STOP_PATIENCE));
            ledger.stopped(STORE);
        }
    }

    /** Whether clients can connect now. */
    public boolean answers() {
        return answers(uri);
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        requireOurs();
        ledger.find(STORE).ifPresent(ManagedProcess::kill);
    }

    /** Stops it if it runs, and starts it with the same data on the same port. */
    public void restart() {
        requireOurs();
        stop();
        launch(Progress.silent());
    }

    @Override
    public void close() {
        stop();
    }

    private void requireOurs() {
        if (launch == null) {
            throw new PlatformFailure("Not ours to stop: " + kind);
        }
    }

    static boolean answers(String uri) {
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(PROBE_SECONDS, TimeUnit.SECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            return client.getDatabase("admin")
                    .runCommand(new Document("ping", 1))
                    .containsKey("ok");
        } catch (MongoException refused) {
            return false;
        }
    }
}
