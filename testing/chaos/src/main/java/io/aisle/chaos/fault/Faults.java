package io.aisle.chaos.fault;

import java.util.ArrayList;
import java.util.List;

/** Every fault there is, in the order of the report. */
public final class Faults {
    private Faults() {}

    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>(TrafficFaults.all());
        all.addAll(ProcessFaults.all());
        all.addAll(BrokerFaults.all());
        all.addAll(StoreFaults.all());
        all.addAll(PoisonFaults.all());
        all.addAll(ClockFaults.all());
        all.addAll(PlatformFaults.all());
        return all;
    }
}
