package io.aisle.classifier.registry;

import io.aisle.classifier.ModelUnusable;
import io.aisle.contract.ContractViolation;
import org.jspecify.annotations.Nullable;

/**
 * Which releases answer.
 *
 * @param stable answers everything that the canary does not
 * @param previous was stable before: what a rollback goes back to
 * @param shadow answers too; its answers are compared and never stored
 * @param canary answers a share of the products for good
 */
public record Serving(
        ReleaseId stable,
        @Nullable ReleaseId previous,
        @Nullable ReleaseId shadow,
        @Nullable Canary canary) {
    public Serving {
        if (stable == null) { // the file may be written by hand
            throw new ContractViolation("stable", "is required", null);
        }
    }

    /**
     * A release on trial.
     *
     * @param share of all product ids, above 0 and at most 1
     */
    public record Canary(ReleaseId release, double share) {
        public Canary {
            if (release == null) {
                throw new ContractViolation("canary.release", "is required", null);
            }
            if (!(share > 0 && share <= 1)) {
                throw new ModelUnusable(
                        "canary " + release + ": its share must be above 0 and at most 1, not " + share);
            }
        }
    }

    /** Only this one. */
    public static Serving of(ReleaseId stable) {
        return new Serving(stable, null, null, null);
    }

    /** The release answers everything from now on; what was stable can come back; trials of it are over. */
    public Serving promoted(ReleaseId release) {
        if (release.equals(stable)) {
            return new Serving(stable, previous, null, null);
        }
        return new Serving(release, stable, null, null);
    }

    /** What was stable before is so again; without trials. */
    public Serving rolledBack() {
        if (previous == null) {
            throw new ModelUnusable(
                    "rollback: " + stable + " had no predecessor. Promote a release by its name instead");
        }
        return new Serving(previous, stable, null, null);
    }

    /** The same with another shadow, or none. */
    public Serving shadowedBy(@Nullable ReleaseId release) {
        return new Serving(stable, previous, release, canary);
    }

    /** The same with another canary, or none. */
    public Serving tryingOut(@Nullable Canary trial) {
        return new Serving(stable, previous, shadow, trial);
    }
}
