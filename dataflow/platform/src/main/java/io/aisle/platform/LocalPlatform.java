package io.aisle.platform;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The whole platform on this machine: broker, store, Skipper, Data Flow server and the deployed streams. What it
 * started is recorded in a file, so any later command, in any JVM, finds it again. Every method may be called from any
 * thread; {@code up}, {@code down} and {@code restartDead} exclude each other, between processes too.
 */
public final class LocalPlatform {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Path repository;
    private final Home home;
    private final Settings settings;
    private final Ledger ledger;
    private final AppProcesses apps;

    private LocalPlatform(Path repository, Home home, Settings settings) {
        this.repository = repository;
        this.home = home;
        this.settings = settings;
        this.ledger = new Ledger(home);
        this.apps = new AppProcesses(home.appMarker());
    }

    /**
     * The platform with the settings of the environment.
     *
     * @param repository root of the repository, with the built jars
     * @param home folder for state, data and logs
     */
    public static LocalPlatform at(Path repository, Path home) {
        return at(repository, home, Settings.of(System.getenv()));
    }

    /** The platform with the given settings. */
    public static LocalPlatform at(Path repository, Path home, Settings settings) {
        return new LocalPlatform(repository.toAbsolutePath().normalize(), Home.at(home), settings);
    }

    /**
     * Starts what is not running, deploys what is not deployed, and returns when every app is healthy.
     *
     * @throws PlatformFailure naming the component, the end of its log and what to try; what was started from nothing
     *     is stopped again, what was running before stays
     */
    public Endpoints up(Progress listener) {
        Progress progress = TimedProgress.from(listener);
        return exclusively(() -> {
            StreamFiles files = StreamFiles.read(repository);
            files.requireJars();
            Optional<Endpoints> running = runningServers();
            if (running.isPresent()) {
                progress.say("the servers are running already");
                revive(progress);
                deployment(files, running.get()).complete(progress);
                return running.get();
            }
            return fromNothing(files, progress);
        });
    }

    /** Starts broker, store, Skipper and Data Flow server alone, for an operator who deploys the streams by hand. */
    public Endpoints servers(Progress listener) {
        Progress progress = TimedProgress.from(listener);
        return exclusively(() -> runningServers().orElseGet(() -> orNothing(progress, () -> startServers(progress))));
    }

    /** Undeploys the streams and stops everything that {@link #up} started; data and logs stay. */
    public void down(Progress listener) {
        Progress progress = TimedProgress.from(listener);
        exclusively(() -> {
            stopAll(progress);
            return null;
        });
    }

    /** One entry per component and app instance; empty when nothing was started. */
    public List<ComponentStatus> status() {
        return new StatusReport(ledger, apps).components();
    }

    /** Addresses of the platform, present from the moment its servers answer until {@link #down}. */
    public Optional<Endpoints> endpoints() {
        return Optional.ofNullable(ledger.read().endpoints());
    }

    /**
     * The deployed instances of an app, dead ones included; empty when the platform is not running.
     *
     * @param app registered name
     */
    public List<AppInstance> instances(String app) {
        return endpoints().stream()
                .flatMap(endpoints ->
                        new Instances(apps).read(new DataflowClient(endpoints.dataflow()).runtime()).stream())
                .filter(instance -> instance.app().equals(app))
                .toList();
    }

    /**
     * Starts a dead broker or store again, deploys again every stream that has a dead app, and waits until all apps are
     * healthy. The local deployer never does that by itself.
     */
    public void restartDead(Progress listener) {
        Progress progress = TimedProgress.from(listener);
        exclusively(() -> {
            Endpoints endpoints = runningServers()
                    .orElseThrow(() -> new PlatformFailure("The platform is not running: run 'up' first."));
            revive(progress);
            deployment(StreamFiles.read(repository), endpoints).complete(progress);
            return endpoints;
        });
    }

    /**
     * Updates a deployed stream under traffic, red/black: new processes beside the old ones, which go when the new ones
     * are healthy. Returns when they have gone.
     *
     * @param properties deployment properties that change, such as {@code app.processor-image.aisle.imaging.in-flight}
     */
    public void update(String stream, Map<String, String> properties) {
        exclusively(() -> {
            changes().replaced(stream, client -> client.update(stream, properties));
            return null;
        });
    }

    /** Brings back the release before the last {@link #update}, in the same way. */
    public void rollback(String stream) {
        exclusively(() -> {
            changes().replaced(stream, client -> client.rollback(stream));
            return null;
        });
    }

    private Replacement changes() {
        Endpoints endpoints =
                runningServers().orElseThrow(() -> new PlatformFailure("The platform is not running: run 'up' first."));
        return new Replacement(new DataflowClient(endpoints.dataflow()), apps);
    }

    /** The private broker of this platform, to inspect or to break it; empty if it is not ours or was not started. */
    public Optional<Broker> broker() {
        return Broker.recorded(home);
    }

    /** The private store of this platform, to break it; empty if it is not ours or was not started. */
    public Optional<DocumentStore> store() {
        return DocumentStore.recorded(home);
    }

    /** Broker and store come back on their ports with their data, so the apps need not be told. */
    private void revive(Progress progress) {
        broker().filter(broker -> !broker.answers()).ifPresent(broker -> {
            progress.say("the broker has died: starting it again");
            broker.restart();
        });
        store().filter(store -> !store.answers()).ifPresent(store -> {
            progress.say("the store has died: starting it again");
            store.restart();
        });
    }

    private Endpoints fromNothing(StreamFiles files, Progress progress) {
        return orNothing(progress, () -> {
            Endpoints endpoints = startServers(progress);
            deployment(files, endpoints).complete(progress);
            return endpoints;
        });
    }

    private Endpoints orNothing(Progress progress, Supplier<Endpoints> start) {
        stopAll(Progress.silent());
        try {
            return start.get();
        } catch (RuntimeException failure) {
            progress.say("failed: stopping what was started");
            stopAll(Progress.silent());
            throw failure;
        }
    }

    private Endpoints startServers(Progress progress) {
        Servers servers = Servers.onFreePorts(repository, home);
        servers.requireBuilt();
        Broker broker = Broker.choose(settings, home, progress);
        DocumentStore store = DocumentStore.choose(settings, home);
        Endpoints endpoints = endpoints(servers, broker, store);
        progress.say("starting broker, store, Skipper and Data Flow server");
        Together.run(List.of(
                () -> broker.launch(progress),
                () -> {
                    store.launch(progress);
                    StorePreparation.MONGO.once(repository, home, store.uri(), progress);
                    if (settings.legacyJdbcUrl() != null) { // the embedded one is made by the sink that opens it
                        StorePreparation.LEGACY.once(repository, home, settings.legacyJdbcUrl(), progress);
                    }
                },
                () -> servers.startSkipper(ledger, progress),
                () -> servers.startDataflow(shared(endpoints), ledger, progress)));
        ledger.answersAt(endpoints, settings.classifiers());
        return endpoints;
    }

    private Endpoints endpoints(Servers servers, Broker broker, DocumentStore store) {
        String legacy = settings.legacyJdbcUrl() != null
                ? settings.legacyJdbcUrl()
                : "jdbc:h2:file:" + home.folder("legacy").resolve("aisle") + ";AUTO_SERVER=TRUE";
        URI source = URI.create("http://127.0.0.1:" + Ports.free());
        URI dashboard = servers.dataflow().resolve("/dashboard");
        return new Endpoints(
                servers.dataflow(), dashboard, servers.skipper(), broker.uri(), store.uri(), source, legacy);
    }

    /** What every deployed app gets; each takes what it knows. */
    private static Map<String, String> shared(Endpoints endpoints) {
        return Map.of(
                "server.address", "127.0.0.1",
                "spring.rabbitmq.addresses", endpoints.amqp(),
                "spring.mongodb.uri", endpoints.mongo(),
                "spring.datasource.url", endpoints.legacyJdbcUrl());
    }

    private Deployment deployment(StreamFiles files, Endpoints endpoints) {
        DataflowClient client = new DataflowClient(endpoints.dataflow());
        Classifiers started = Objects.requireNonNullElse(ledger.read().classifiers(), settings.classifiers());
        return new Deployment(
                client, files, apps, started, home.models(), endpoints.source().getPort());
    }

    private Optional<Endpoints> runningServers() {
        Ledger.Content content = ledger.read();
        return Optional.ofNullable(content.endpoints())
                .filter(endpoints -> Http.isOk(endpoints.skipper().resolve("/api/about")))
                .filter(endpoints -> Http.isOk(endpoints.dataflow().resolve("/about")));
    }

    private void stopAll(Progress progress) {
        undeploy(progress);
        apps.terminateAll();
        progress.say("apps stopped");
        Together.run(List.of(() -> stop(Servers.DATAFLOW), () -> stop(Servers.SKIPPER)));
        progress.say("Data Flow server and Skipper stopped");
        Together.run(List.of(() -> stop(DocumentStore.STORE), () -> BrokerNode.stop(ledger)));
        new AppProcesses(home.marker()).terminateAll();
        ledger.clear();
        progress.say("store and broker stopped");
    }

    /** The orderly way, if the servers still live; the apps' processes are stopped afterwards in any case. */
    private void undeploy(Progress progress) {
        try {
            runningServers().ifPresent(endpoints -> new DataflowClient(endpoints.dataflow()).destroyAll());
        } catch (PlatformFailure failure) {
            progress.say("the streams could not be undeployed: " + failure.getMessage());
        }
    }

    private void stop(String name) {
        ledger.find(name).ifPresent(process -> process.terminate(STOP_PATIENCE));
        ledger.stopped(name);
    }

    private <T> T exclusively(Supplier<T> work) {
        try (FileChannel channel = FileChannel.open(
                        home.folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new PlatformFailure("Another command is starting or stopping this platform: wait for it.");
            }
            return work.get();
        } catch (IOException failure) {
            throw new PlatformFailure("Cannot lock " + home.folder() + ": " + failure.getMessage(), failure);
        }
    }
}
