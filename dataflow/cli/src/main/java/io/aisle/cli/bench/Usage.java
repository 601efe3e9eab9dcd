package io.aisle.cli.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time that processes have used so far.
 *
 * @param millis by name
 */
record Usage(Map<String, Double> millis) {
    /** @param pids process ids by name; a process that ended counts as having used nothing */
    static Usage now(Map<String, Long> pids) {
        Map<String, Double> millis = new LinkedHashMap<>();
        pids.forEach((name, pid) -> millis.put(
                name,
                ProcessHandle.of(pid)
                                .flatMap(process -> process.info().totalCpuDuration())
                                .map(Duration::toNanos)
                                .orElse(0L)
                        / 1e6));
        return new Usage(millis);
    }

    /** What was used since an earlier reading, for each of {@code products}. */
    Map<String, Double> perProductSince(Usage earlier, long products) {
        Map<String, Double> each = new LinkedHashMap<>();
        millis.forEach(
                (name, now) -> each.put(name, (now - earlier.millis.getOrDefault(name, 0.0)) / Math.max(1, products)));
        return each;
    }
}
