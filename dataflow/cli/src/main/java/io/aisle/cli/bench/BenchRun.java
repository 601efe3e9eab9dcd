package io.aisle.cli.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.aisle.cli.apps.AppProcess;
import io.aisle.cli.apps.StreamPlan;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.cli.screen.Screen;
import io.aisle.platform.Broker;
import io.aisle.platform.ComponentStatus;
import io.aisle.platform.DocumentStore;
import io.aisle.platform.LocalPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** One run of the bench: starts everything, measures, stops everything. */
final class BenchRun {
    private static final int PICTURES = 300;
    private static final Duration DRAIN = Duration.ofSeconds(60);
    private static final int ENGINE_SECONDS = 10;

    private final Screen screen;
    private final Path repository;
    private final Path home;
    private final String engine;
    private final List<AppProcess> apps = new ArrayList<>();

    BenchRun(Screen screen, Path repository, Path home, String engine) {
        this.screen = screen;
        this.repository = repository;
        this.home = home;
        this.engine = engine;
    }

    BenchReport run(Duration length) throws InterruptedException {
        StreamPlan plan = StreamPlan.read(repository, "legacy");
        plan.apps().forEach(app -> AppProcess.jar(repository, app.name())); // before anything is started
        CompletableFuture<Ammunition> drawing = CompletableFuture.supplyAsync(() -> Ammunition.draw(PICTURES));
        try (Broker broker = Broker.start(home, screen::say);
                DocumentStore store = DocumentStore.start(home, screen::say)) {
            try {
                start(plan, shared(broker, store));
                Measured measured = measure(store, drawing.join(), length);
                return report(measured);
            } finally {
                apps.forEach(AppProcess::close);
            }
        }
    }

    private Map<String, String> shared(Broker broker, DocumentStore store) {
        return Map.of(
                "server.address", "127.0.0.1",
                "spring.rabbitmq.addresses", broker.uri(),
                "spring.mongodb.uri", store.uri());
    }

    private void start(StreamPlan plan, Map<String, String> shared) throws InterruptedException {
        for (StreamPlan.App app : plan.apps()) {
            var properties = new LinkedHashMap<>(shared);
            if (app.name().equals("processor-classify")) {
                properties.put("aisle.classify.engine", engine);
            }
            apps.add(AppProcess.start(repository, app, AppProcess.Options.of(properties), home));
        }
        for (AppProcess app : apps) {
            app.awaitReady();
            screen.say("%s is ready", app.name());
        }
    }

    private record Measured(Saturation.Measurement best, long refused, int missing, Document model, long lineBytes) {}

    private Measured measure(DocumentStore store, Ammunition ammunition, Duration length) throws InterruptedException {
        screen.say("each product is a line of %,d bytes, picture included", ammunition.meanBytes());
        try (MongoClient client = MongoClients.create(store.uri())) {
            MongoCollection<Document> products = client.getDatabase("aisle").getCollection("products");
            try (var outstanding = new Outstanding(products)) {
                var load = new Load(source().address(), ammunition, outstanding);
                Saturation.Measurement best;
                try (load) {
                    var saturation = new Saturation(outstanding, screen);
                    saturation.warmUp();
                    best = saturation.search(length, pids());
                }
                int missing = drain(outstanding);
                return new Measured(best, load.refused(), missing, model(products), ammunition.meanBytes());
            }
        }
    }

    private static int drain(Outstanding outstanding) throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (outstanding.waiting() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return outstanding.waiting();
    }

    private static Document model(MongoCollection<Document> products) {
        Document any = products.find().first();
        Document current = any == null ? new Document() : any.get("current", new Document());
        return current.get("model", new Document());
    }

    private BenchReport report(Measured measured) throws InterruptedException {
        apps.forEach(AppProcess::close); // the engine shall be alone
        screen.say("measuring the engine alone for %d s", ENGINE_SECONDS);
        return new BenchReport(
                measured.best(),
                measured.model().get("engine", engine),
                measured.model().get("precision", "unknown"),
                EngineAlone.measure(repository, engine, ENGINE_SECONDS).orElse(null),
                measured.refused(),
                measured.missing(),
                measured.lineBytes());
    }

    private AppProcess source() {
        return apps.stream()
                .filter(app -> app.name().equals("source-app"))
                .findFirst()
                .orElseThrow(() -> new CommandFailed("no source-app in dataflow/streams", "Restore streams.txt"));
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        apps.forEach(app -> pids.put(app.name(), app.pid()));
        LocalPlatform.at(repository, home).status().stream()
                .filter(component -> component.pid() > 0)
                .sorted(java.util.Comparator.comparing(ComponentStatus::name))
                .forEach(component -> pids.putIfAbsent(component.name(), component.pid()));
        pids.put("bench itself", ProcessHandle.current().pid());
        return pids;
    }
}
