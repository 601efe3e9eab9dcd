package io.aisle.cli.account.stuck;

import io.aisle.cli.account.stuck.Backlog.Waiting;
import io.aisle.contract.ProductKey;
import io.aisle.platform.ComponentStatus;
import io.aisle.platform.ComponentStatus.State;
import io.aisle.platform.StreamDefinition;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A platform in good health, and what can go wrong with it. */
final class Pictures {
    static final Instant NOW = Instant.parse("2026-01-02T03:30:00Z");
    static final Instant BEFORE = Instant.parse("2026-01-02T03:04:05Z");
    static final Wiring WIRING = new Wiring(
            List.of(
                    new StreamDefinition("store", ":categories > sink-mongo"),
                    new StreamDefinition("legacy", ":categories > sink-legacy"),
                    new StreamDefinition("classify", ":features > processor-classify > :categories"),
                    new StreamDefinition("text", ":products > processor-tokenize > :features"),
                    new StreamDefinition("image", ":products > processor-image > :features"),
                    new StreamDefinition("ingest", "source-app > :products")),
            3);

    private final List<QueueState> queues = new ArrayList<>(
            WIRING.queues().stream().map(name -> queue(name, 0, 1)).toList());
    private final List<AppState> apps = new ArrayList<>(
            WIRING.apps().stream().map(app -> app(app + "-0", State.UP)).toList());
    private final List<String> missing = new ArrayList<>();
    private final List<String> unbound = new ArrayList<>();
    private final List<StoreFault> faults = new ArrayList<>();
    private final List<LetterGroup> letters = new ArrayList<>();
    private boolean answers = true;
    private String alarm;
    private String silent;
    private Backlog backlog = new Backlog(0, null, new TreeMap<>());

    static QueueState queue(String name, long ready, long consumers) {
        return new QueueState(name, ready, null, consumers, QueueState.DECLARED_LIMIT);
    }

    static AppState app(String name, State state, StageState... stages) {
        boolean known = state == State.UP && stages.length == 0;
        return new AppState(
                process(name, state),
                List.of(),
                known ? List.of(new StageState(stageOf(name), 0, 0, BEFORE, false)) : List.of(stages),
                List.of(),
                0);
    }

    static ComponentStatus process(String name, State state) {
        return new ComponentStatus(
                name, state, "app", 4711, 8080, 0, URI.create("http://127.0.0.1:8080"), Path.of("log", name));
    }

    private static String stageOf(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    Pictures with(QueueState queue) {
        queues.removeIf(one -> one.name().equals(queue.name()));
        queues.add(queue);
        return this;
    }

    Pictures with(AppState app) {
        apps.removeIf(one -> one.name().equals(app.name()));
        apps.add(app);
        return this;
    }

    Pictures without(String app) {
        apps.removeIf(one -> one.isInstanceOf(app));
        return this;
    }

    Pictures missing(String queue) {
        queues.removeIf(one -> one.name().equals(queue));
        missing.add(queue);
        return this;
    }

    Pictures unbound(String queue) {
        unbound.add(queue);
        return this;
    }

    Pictures fault(String sink) {
        faults.add(new StoreFault(sink, sink + " does not answer."));
        backlog = null;
        return this;
    }

    Pictures alarm(String reason) {
        alarm = reason;
        return this;
    }

    Pictures brokerIsDown() {
        answers = false;
        queues.clear();
        return this;
    }

    Pictures silent(String why) {
        silent = why;
        apps.clear();
        return this;
    }

    Pictures backlog(long count, Instant since) {
        var minutes = new TreeMap<Instant, Long>();
        minutes.put(since, count);
        backlog = new Backlog(count, new Waiting(new ProductKey("p", 7), since, List.of("mongo")), minutes);
        return this;
    }

    Pictures letters(LetterGroup... groups) {
        letters.addAll(List.of(groups));
        return this;
    }

    Picture take() {
        var broker = new BrokerState(true, answers, alarm, queues, missing, unbound);
        return new Picture(NOW, broker, apps, silent, faults, true, backlog, letters);
    }

    List<Cause> causes() {
        return Diagnosis.of(take(), WIRING);
    }

    /** All that the causes say. */
    String words() {
        return causes().stream()
                .flatMap(cause -> Stream.of(cause.what(), cause.next()))
                .collect(java.util.stream.Collectors.joining("\n"));
    }
}
