package io.aisle.chaos.fault;

import java.util.List;

/**
 * A promise of Aisle, broken on purpose, to see that the checker notices.
 *
 * @param name as the fault points know it
 * @param story what is broken
 * @param app where
 * @param fault what brings it to light
 */
public record Mutant(String name, String story, String app, Fault fault) {
    public static List<Mutant> all() {
        return List.of(
                new Mutant(
                        "acknowledge-first",
                        "a stage acknowledges what it takes before it has done anything",
                        "processor-image",
                        fault("kill-processor-image").at(60)),
                new Mutant(
                        "no-version-guard",
                        "the store writes whatever comes, newer or older",
                        "sink-mongo",
                        fault("permutations")),
                new Mutant(
                        "confirm-ignored",
                        "a product counts as published when it was handed to the broker's client",
                        "source-app",
                        fault("broker-kill").at(0)),
                new Mutant(
                        "half-dropped",
                        "the image half of one product in 200 is never published",
                        "processor-image",
                        fault("quiet").at(0)));
    }

    private static Fault fault(String name) {
        return Faults.all().stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
