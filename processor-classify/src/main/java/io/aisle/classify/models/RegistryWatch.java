package io.aisle.classify.models;

import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.Serving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the registry's {@code serving.json}, and makes what it says come true, on one thread of its own: loading
 * takes seconds, and no product waits for it. Each content is tried once; a file that has gone changes nothing.
 */
final class RegistryWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RegistryWatch.class);

    private final Succession succession;
    private final ServingModels models;
    private final Path file;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread worker = new Thread(work, "models");
        worker.setDaemon(true);
        return worker;
    });
    private byte @Nullable [] seen;
    private Optional<Serving> followed;

    /** @param first what was followed when the app started */
    RegistryWatch(Succession succession, Optional<Serving> first, ServingModels models, Duration look) {
        this.succession = succession;
        this.models = models;
        this.file = succession.registry().root().resolve(ModelRegistry.SERVING);
        this.followed = first;
        thread.scheduleWithFixedDelay(this::look, look.toMillis(), look.toMillis(), TimeUnit.MILLISECONDS);
    }

    void lookNow() {
        try {
            thread.submit(() -> {
                        seen = null;
                        followed = Optional.empty();
                        look();
                    })
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("models: the registry was not read", e.getCause());
        }
    }

    private void look() {
        byte[] now = read();
        if (now == null || Arrays.equals(now, seen)) {
            return;
        }
        seen = now;
        try {
            succession.registry().serving().filter(this::isNews).ifPresent(this::follow);
        } catch (RuntimeException e) { // an error here would end the watch for good
            followed = Optional.empty(); // whatever can be read next is news
            models.refuse(succession.refused(ModelRegistry.SERVING, file.toString(), e));
        }
    }

    private boolean isNews(Serving serving) {
        return followed.filter(serving::equals).isEmpty();
    }

    private void follow(Serving serving) {
        followed = Optional.of(serving);
        Succession.Step step = succession.next(models.lineup(), serving);
        models.take(step);
        log.info("models: {}", describe(step.lineup()));
    }

    private static String describe(Lineup lineup) {
        return lineup.places().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(place ->
                        place.getKey().word() + " " + place.getValue().model().name())
                .collect(Collectors.joining(", "));
    }

    private byte @Nullable [] read() {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            if (followed.isPresent()) { // said once
                followed = Optional.empty();
                seen = null;
                models.refuse(succession.refused(ModelRegistry.SERVING, file.toString(), e));
            }
            return null;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
