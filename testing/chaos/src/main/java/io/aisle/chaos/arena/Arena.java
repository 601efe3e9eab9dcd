package io.aisle.chaos.arena;

import io.aisle.chaos.net.TcpProxy;
import io.aisle.cli.apps.AppProcess;
import io.aisle.cli.apps.StreamPlan;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.cli.screen.Screen;
import io.aisle.platform.DocumentStore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brokers, store and the six apps as plain processes, kept for many runs. Between runs the stores are emptied and
 * product ids never come again, so whatever an earlier run still had under way shows up as a ghost of the next one.
 */
public final class Arena implements Deployment {
    /** Of processor-classify, and as an argument of every app. */
    static final String JOIN_TIMEOUT = "aisle.classify.join-timeout";

    private final Path repository;
    private final Path logs;
    private final Duration joinTimeout;
    private final Screen screen;
    private final Brokers brokers;
    private final DocumentStore store;
    private final @Nullable TcpProxy storeProxy;
    private final Stores stores;
    private final Map<String, App> apps = new LinkedHashMap<>();
    private final Watchman watchman;

    private Arena(Path repository, Path home, Wiring wiring, Duration joinTimeout, Screen screen) {
        this.repository = repository;
        this.logs = home.resolve("logs");
        this.joinTimeout = joinTimeout;
        this.screen = screen;
        this.brokers = Brokers.start(home, wiring, screen);
        try {
            this.store = DocumentStore.start(home, screen::say);
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
        URI mongo = URI.create(store.uri());
        this.storeProxy = wiring == Wiring.PROXIED ? TcpProxy.to(mongo.getHost(), mongo.getPort()) : null;
        String legacy = "jdbc:h2:file:" + home.resolve("legacy/aisle") + ";AUTO_SERVER=TRUE";
        this.stores = new Stores(store.uri(), legacy);
        Map<String, String> shared = Map.of(
                "server.address",
                "127.0.0.1",
                "spring.rabbitmq.addresses",
                brokers.addresses(),
                "spring.mongodb.uri",
                storeProxy == null ? store.uri() : through(storeProxy, mongo),
                "spring.datasource.url",
                legacy,
                JOIN_TIMEOUT,
                joinTimeout.toSeconds() + "s");
        StreamPlan.read(repository, "none")
                .apps()
                .forEach(app -> apps.put(
                        app.name(),
                        new App(app.name(), options -> AppProcess.start(repository, app, options.with(shared), home))));
        this.watchman = new Watchman(apps.values(), screen::say);
    }

    /**
     * Starts everything and waits until all apps are ready.
     *
     * @param joinTimeout how long a lone half waits for the other
     * @param jvmOptions by app, such as the agent that breaks one of its promises, kept over restarts by the watchman
     */
    public static Arena open(
            Path repository,
            Path home,
            Wiring wiring,
            Duration joinTimeout,
            Map<String, List<String>> jvmOptions,
            Screen screen)
            throws InterruptedException {
        var arena = new Arena(repository, home, wiring, joinTimeout, screen);
        try {
            arena.apps.values().forEach(app -> app.always(jvmOptions.getOrDefault(app.name(), List.of())));
            arena.apps.values().forEach(App::start);
            arena.awaitReady();
            arena.watchman.asksForLiveness();
            return arena;
        } catch (RuntimeException | InterruptedException e) {
            arena.close();
            throw e;
        }
    }

    static String through(TcpProxy proxy, URI mongo) {
        return "mongodb://127.0.0.1:" + proxy.port() + mongo.getPath();
    }

    @Override
    public void awaitReady() throws InterruptedException {
        for (App app : apps.values()) {
            app.awaitReady();
        }
    }

    /**
     * The JVM option that puts the fault points into an app.
     *
     * @param arguments such as {@code halt=after-publish,pass=100}
     */
    public static String faultPoints(Path repository, String arguments) {
        Path agent = repository.resolve("testing/fault-points/target/aisle-fault-points.jar");
        if (!Files.exists(agent)) {
            throw new CommandFailed("no fault points at " + agent, "Run ./mvnw -DskipTests package");
        }
        return "-javaagent:" + agent + "=" + arguments;
    }

    /** {@link #faultPoints(Path, String)} of this repository. */
    public String faultPoints(String arguments) {
        return faultPoints(repository, arguments);
    }

    public App app(String name) {
        App app = apps.get(name);
        if (app == null) {
            throw new IllegalArgumentException("no such app: " + name + "; there are " + apps.keySet());
        }
        return app;
    }

    public Collection<App> apps() {
        return apps.values();
    }

    public Brokers brokers() {
        return brokers;
    }

    /** The store itself, to end or restart it. */
    public DocumentStore store() {
        return store;
    }

    /** What stands between sink-mongo and its store, in an arena with proxies. */
    public TcpProxy storeProxy() {
        if (storeProxy == null) {
            throw new IllegalStateException("this arena has no proxies");
        }
        return storeProxy;
    }

    @Override
    public URI source() {
        return app("source-app").process().address();
    }

    @Override
    public Stores stores() {
        return stores;
    }

    @Override
    public Map<String, Long> underWay() {
        return brokers.underWay();
    }

    @Override
    public Duration joinTimeout() {
        return joinTimeout;
    }

    @Override
    public Path logs() {
        return logs;
    }

    @Override
    public int restarts() {
        return apps.values().stream().mapToInt(App::restarts).sum();
    }

    @Override
    public Map<String, Long> resident() {
        Map<String, Long> resident = new TreeMap<>();
        apps.values()
                .forEach(app -> resident.put(
                        app.name(), Resident.mebibytes(app.process().pid())));
        return resident;
    }

    /** Ends apps that an arena of an earlier command left behind. */
    public static void stopLeftovers(Path home) {
        AppProcess.stopLeftovers(home);
    }

    @Override
    public void close() {
        quietly(watchman::close);
        quietly(() -> apps.values().parallelStream().forEach(App::stop));
        quietly(stores::close);
        if (storeProxy != null) {
            quietly(storeProxy::close);
        }
        quietly(store::close);
        quietly(brokers::close);
    }

    /** Whatever goes wrong, such as a database that an interruption has closed: what comes after is stopped too. */
    private void quietly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            screen.say("while stopping: " + e.getMessage());
        }
    }
}
