package io.aisle.chaos.fault;

import io.aisle.chaos.traffic.Day;
import java.util.List;

/** Nothing is broken but the traffic. */
final class TrafficFaults {
    /** Below what the machine can do: latencies are compared, and a queue would hide them. */
    static final int PACE = 40;

    private static final Fault.Step NOTHING = scene -> {
        scene.struck("nothing but traffic");
        scene.healed();
    };

    private TrafficFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("quiet", "no fault: what the others are compared with", NOTHING)
                        .measuredAt(PACE),
                Fault.of("duplicates", "every line three times, far apart", NOTHING)
                        .sending(Day.DUPLICATES)
                        .at(0),
                Fault.of("permutations", "five versions of each product in any order", NOTHING)
                        .sending(Day.PERMUTATIONS),
                Fault.of("deletions", "deletions, with older updates before, beside and after them", NOTHING)
                        .sending(Day.DELETIONS));
    }
}
