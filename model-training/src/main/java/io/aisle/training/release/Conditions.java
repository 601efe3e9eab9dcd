package io.aisle.training.release;

import java.time.Duration;
import picocli.CommandLine.Option;

/** What a release must fulfil to enter the registry. */
final class Conditions {
    @Option(
            names = "--tolerance",
            defaultValue = "0.5",
            description = "Points of accuracy it may lie below its predecessor (${DEFAULT-VALUE}).")
    double tolerance = 0.5;

    @Option(
            names = "--pace",
            defaultValue = "0.8",
            description = "Least share of its predecessor's products per second (${DEFAULT-VALUE}).")
    double pace = 0.8;

    @Option(
            names = "--slowest",
            defaultValue = "PT0.2S",
            description = "Most time for one product alone, 99 times in 100, as PT0.2S (200 ms, a fifth of the second"
                    + " that the whole stream promises).")
    Duration slowest = Duration.ofMillis(200);

    @Option(
            names = "--allow-label-changes",
            description = "Categories may be gone, and ids may mean other categories: their readers know.")
    boolean labelChangesAllowed;

    @Option(names = "--without-int8", description = "Leave the network in 8 bits out.")
    boolean withoutInt8;
}
