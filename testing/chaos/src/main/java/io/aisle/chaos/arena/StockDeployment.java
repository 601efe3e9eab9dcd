package io.aisle.chaos.arena;

import io.aisle.chaos.net.TcpProxy;
import io.aisle.chaos.stock.StockSink;
import io.aisle.chaos.stock.StockSource;
import io.aisle.cli.apps.AppProcess;
import io.aisle.cli.screen.Screen;
import io.aisle.platform.Broker;
import io.aisle.platform.DocumentStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rebuilt stock source and sink, one queue between them, started again by a watchman like Aisle's own apps. */
public final class StockDeployment implements Deployment {
    /** Nothing is joined here; what the broker holds comes again within this, however the sink was hurt. */
    private static final Duration PATIENCE = Duration.ofSeconds(200);

    private final Broker broker;
    private final DocumentStore store;
    private final TcpProxy storeProxy;
    private final Stores stores;
    private final Path logs;
    private final App source;
    private final App sink;
    private final Watchman watchman;

    private StockDeployment(Path home, Screen screen) {
        this.logs = home.resolve("logs");
        this.broker = Broker.start(home, screen::say);
        this.store = DocumentStore.start(home, screen::say);
        URI mongo = URI.create(store.uri());
        this.storeProxy = TcpProxy.to(mongo.getHost(), mongo.getPort());
        this.stores = new Stores(store.uri(), null);
        this.source = new App(
                "stock-source",
                options -> AppProcess.start(
                        "stock-source", StockSource.class, List.of("--amqp", broker.uri()), options, home));
        this.sink = new App(
                "stock-sink",
                options -> AppProcess.start(
                        "stock-sink",
                        StockSink.class,
                        List.of("--amqp", broker.uri(), "--mongo", Arena.through(storeProxy, mongo)),
                        options,
                        home));
        this.watchman = new Watchman(List.of(source, sink), screen::say);
    }

    /** Starts everything and waits until both are ready. */
    public static StockDeployment open(Path home, Screen screen) throws InterruptedException {
        var deployment = new StockDeployment(home, screen);
        deployment.sink.start();
        deployment.sink.awaitReady();
        deployment.source.start();
        deployment.awaitReady();
        return deployment;
    }

    public App sourceApp() {
        return source;
    }

    public App sinkApp() {
        return sink;
    }

    public Broker broker() {
        return broker;
    }

    public TcpProxy storeProxy() {
        return storeProxy;
    }

    @Override
    public URI source() {
        return source.process().address();
    }

    @Override
    public Stores stores() {
        return stores;
    }

    @Override
    public boolean keepsContents() {
        return false;
    }

    @Override
    public Map<String, Long> underWay() {
        return Brokers.underWay(broker::control);
    }

    @Override
    public Duration joinTimeout() {
        return PATIENCE;
    }

    @Override
    public Path logs() {
        return logs;
    }

    @Override
    public int restarts() {
        return source.restarts() + sink.restarts();
    }

    @Override
    public Map<String, Long> resident() {
        Map<String, Long> resident = new TreeMap<>();
        List.of(source, sink)
                .forEach(app -> resident.put(
                        app.name(), Resident.mebibytes(app.process().pid())));
        return resident;
    }

    @Override
    public void awaitReady() throws InterruptedException {
        sink.awaitReady();
        source.awaitReady();
    }

    @Override
    public void close() {
        watchman.close();
        source.stop();
        sink.stop();
        stores.close();
        storeProxy.close();
        store.close();
        broker.close();
    }
}
