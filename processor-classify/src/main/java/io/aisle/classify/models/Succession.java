package io.aisle.classify.models;

import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.ReleaseId;
import io.aisle.classifier.registry.Serving;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From what the registry says to a lineup in which every model is ready. What is loaded already is used again.
 *
 * @param registry holds the releases
 * @param loader makes them ready
 * @param meters counts refusals
 */
record Succession(ModelRegistry registry, Loader loader, Meters meters) {
    private static final Logger log = LoggerFactory.getLogger(Succession.class);

    /**
     * @param lineup who answers now
     * @param refusals what could not be done of what was wanted
     */
    record Step(Lineup lineup, List<Refusal> refusals) {
        Step {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * The first lineup.
     *
     * @throws ModelUnusable when neither the stable release nor its predecessor can answer
     */
    Step first(Serving serving) {
        Attempt attempt = new Attempt(Map.of());
        ServedModel stable = attempt.load(Role.STABLE, serving.stable())
                .or(() -> attempt.load(Role.STABLE, serving.previous()))
                .orElseThrow(() -> new ModelUnusable("aisle.classify.models: no release can answer. "
                        + attempt.refusals.stream().map(Refusal::reason).collect(Collectors.joining("; "))
                        + ". Promote one that can: ./aisle model promote"));
        return attempt.withTrials(Lineup.of(stable), stable, serving);
    }

    /** The lineup after this one. An unusable stable release changes nothing; an unusable trial is left out. */
    Step next(Lineup now, Serving serving) {
        Attempt attempt = new Attempt(now.loaded());
        return attempt.load(Role.STABLE, serving.stable())
                .map(stable -> attempt.withTrials(now, stable, serving))
                .orElseGet(() -> new Step(now, attempt.refusals));
    }

    /** What was loaded and what was refused on the way to one lineup; a release in two roles is loaded once. */
    private final class Attempt {
        private final Map<ReleaseId, ServedModel> loaded;
        private final List<Refusal> refusals = new ArrayList<>();

        Attempt(Map<ReleaseId, ServedModel> loaded) {
            this.loaded = new HashMap<>(loaded);
        }

        Step withTrials(Lineup now, ServedModel stable, Serving serving) {
            Map<Role, ServedModel> models = new EnumMap<>(Role.class);
            models.put(Role.STABLE, stable);
            Serving.Canary canary = serving.canary();
            if (canary != null) {
                load(Role.CANARY, canary.release()).ifPresent(model -> models.put(Role.CANARY, model));
            }
            load(Role.SHADOW, serving.shadow()).ifPresent(model -> models.put(Role.SHADOW, model));
            return new Step(now.followedBy(models, canary == null ? 0 : canary.share()), refusals);
        }

        Optional<ServedModel> load(Role role, @Nullable ReleaseId id) {
            if (id == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(loaded.computeIfAbsent(id, absent -> loader.load(registry, absent)));
            } catch (ModelUnusable e) {
                refusals.add(refused(role.word(), id.toString(), e));
                return Optional.empty();
            }
        }
    }

    /** One line, one count, and the detail of the app's health. */
    Refusal refused(String what, String release, Exception reason) {
        log.warn("models: refused {} {}, what served before goes on: {}", what, release, reason.getMessage());
        meters.refused().increment();
        return new Refusal(what, release, String.valueOf(reason.getMessage()), Instant.now());
    }
}
