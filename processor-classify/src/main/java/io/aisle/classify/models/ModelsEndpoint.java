package io.aisle.classify.models;

import io.aisle.classifier.engine.BatchPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** What answers, for operators: {@code GET /actuator/models}; {@code POST} reads the registry at once. */
@Endpoint(id = "models")
public final class ModelsEndpoint implements HealthIndicator {
    private final ServingModels models;

    public ModelsEndpoint(ServingModels models) {
        this.models = models;
    }

    /** Roles with release, beginning, engine, batch policy and examination; and what was refused. */
    @ReadOperation
    public Map<String, Object> models() {
        Lineup lineup = models.lineup();
        Map<String, Object> all = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            Lineup.Place place = lineup.places().get(role);
            if (place != null) {
                all.put(role.word(), describe(role, place, lineup.share()));
            }
        }
        all.put("refused", models.refusals());
        return all;
    }

    /** Reads the registry, tries again what was refused, and says what answers then. */
    @WriteOperation
    public Map<String, Object> reread() {
        models.reread();
        return models();
    }

    private static Map<String, Object> describe(Role role, Lineup.Place place, double share) {
        ServedModel model = place.model();
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("release", model.name());
        said.put("since", place.since().toString());
        said.put("engine", model.engine().info());
        said.put("batchPolicy", describe(model.policy()));
        said.put("examination", model.exam().toString());
        if (role == Role.CANARY) {
            said.put("share", share);
        }
        if (role == Role.SHADOW) {
            said.put("agreement", model.agreement().toString());
        }
        return said;
    }

    private static String describe(BatchPolicy policy) {
        return "at most %d products, %d ms, %d batches at once"
                .formatted(policy.maxSize(), policy.maxDelay().toMillis(), policy.concurrency());
    }

    /** Up: something answers, or the app would not have started. The details say what, and what was refused. */
    @Override
    public Health health() {
        Health.Builder health = Health.up();
        models.lineup()
                .places()
                .forEach((role, place) ->
                        health.withDetail(role.word(), place.model().name()));
        if (!models.refusals().isEmpty()) {
            health.withDetail(
                    "refused", models.refusals().stream().map(Refusal::toString).toList());
        }
        return health.build();
    }
}
