package io.aisle.classify.models;

import io.aisle.classifier.Pair;
import io.aisle.classifier.Result;
import io.aisle.classifier.registry.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who answers at one moment. Immutable: a batch sees one lineup from its beginning to its end.
 *
 * @param places model and beginning of each role; {@link Role#STABLE} is always there
 * @param share of all product ids that the canary answers; 0 without one
 */
record Lineup(Map<Role, Place> places, double share) {
    private static final Logger log = LoggerFactory.getLogger(Lineup.class);

    /**
     * @param model in this role
     * @param since when it took the role
     */
    record Place(ServedModel model, Instant since) {}

    Lineup {
        places = Map.copyOf(places);
    }

    static Lineup of(ServedModel stable) {
        return new Lineup(Map.of(Role.STABLE, new Place(stable, Instant.now())), 0);
    }

    /** The next lineup; a model that keeps its role keeps its beginning. */
    Lineup followedBy(Map<Role, ServedModel> models, double nextShare) {
        Map<Role, Place> next = new EnumMap<>(Role.class);
        models.forEach((role, model) -> {
            Place place = places.get(role);
            next.put(role, place != null && place.model() == model ? place : new Place(model, Instant.now()));
        });
        return new Lineup(next, models.containsKey(Role.CANARY) ? nextShare : 0);
    }

    @SuppressWarnings("NullAway") // there is always a stable one
    ServedModel stable() {
        return model(Role.STABLE);
    }

    @Nullable
    ServedModel model(Role role) {
        Place place = places.get(role);
        return place == null ? null : place.model();
    }

    boolean holds(ServedModel model) {
        return places.values().stream().anyMatch(place -> place.model() == model);
    }

    /** Models of the registry, by their place there. */
    Map<ReleaseId, ServedModel> loaded() {
        Map<ReleaseId, ServedModel> loaded = new HashMap<>();
        for (Place place : places.values()) {
            ReleaseId id = place.model().id();
            if (id != null) {
                loaded.put(id, place.model());
            }
        }
        return loaded;
    }

    /** Answers in the order of the pairs; empty when one of its models has been closed since. */
    Optional<List<Result>> classify(List<Pair> pairs, Meters meters) {
        ServedModel canary = model(Role.CANARY);
        List<Pair> tried = canary == null
                ? List.of()
                : pairs.stream().filter(this::isTried).toList();
        if (canary == null || tried.isEmpty()) {
            return answered(Role.STABLE, stable(), pairs, meters);
        }
        List<Pair> others = pairs.stream().filter(pair -> !isTried(pair)).toList();
        Optional<List<Result>> stables = answered(Role.STABLE, stable(), others, meters);
        Optional<List<Result>> canaries = stables.flatMap(any -> tried(canary, tried, meters));
        return canaries.map(
                some -> inOrder(pairs, some.iterator(), stables.orElseThrow().iterator()));
    }

    /** A trial that fails is no reason to lose a product: the stable one answers instead. */
    private Optional<List<Result>> tried(ServedModel canary, List<Pair> pairs, Meters meters) {
        try {
            return canary.classify(pairs).flatMap(results -> unrefused(canary, pairs, results, meters));
        } catch (RuntimeException e) { // whatever it is: it is the trial that failed
            log.warn("models: canary {} gave no answer, {} answers instead", canary.name(), stable().name(), e);
            meters.canaryFailed(canary.name(), pairs.size());
            return answered(Role.STABLE, stable(), pairs, meters);
        }
    }

    /** What a trial refuses, the stable one may know how to read. */
    private Optional<List<Result>> unrefused(
            ServedModel canary, List<Pair> pairs, List<Result> results, Meters meters) {
        meters.answered(Role.CANARY, canary, results);
        List<Pair> refused = IntStream.range(0, pairs.size())
                .filter(at -> results.get(at) instanceof Result.Refused)
                .mapToObj(pairs::get)
                .toList();
        if (refused.isEmpty()) {
            return Optional.of(results);
        }
        meters.canaryFailed(canary.name(), refused.size());
        return answered(Role.STABLE, stable(), refused, meters).map(answers -> {
            Iterator<Result> instead = answers.iterator();
            return results.stream()
                    .map(result -> result instanceof Result.Refused ? instead.next() : result)
                    .toList();
        });
    }

    private static Optional<List<Result>> answered(Role role, ServedModel model, List<Pair> pairs, Meters meters) {
        Optional<List<Result>> results = model.classify(pairs);
        results.ifPresent(all -> meters.answered(role, model, all));
        return results;
    }

    private List<Result> inOrder(List<Pair> pairs, Iterator<Result> tried, Iterator<Result> others) {
        List<Result> all = new ArrayList<>(pairs.size());
        pairs.forEach(pair -> all.add((isTried(pair) ? tried : others).next()));
        return all;
    }

    private boolean isTried(Pair pair) {
        return position(pair.key().productId()) < share;
    }

    /**
     * Where an id stands between 0 and 1: the same for every version, instance and release, so that a product keeps its
     * side, and one that is tried at a small share is tried at a larger one. FNV-1a behind the finalizer of MurmurHash3;
     * not the hash that deals out the partitions, or an instance would have a share of its own.
     */
    static double position(String productId) {
        long hash = 0xcbf29ce484222325L;
        for (byte one : productId.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return ((hash ^ (hash >>> 33)) >>> 11) * 0x1p-53;
    }
}
