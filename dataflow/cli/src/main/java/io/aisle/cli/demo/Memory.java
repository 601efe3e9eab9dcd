package io.aisle.cli.demo;

import io.aisle.platform.ComponentStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resident memory of the platform's processes, each counted once.
 *
 * @param byProcess bytes by the component's name
 */
record Memory(Map<String, Long> byProcess) {
    private static final long MEBI = 1 << 20;

    static Memory of(List<ComponentStatus> components) {
        Map<Long, ComponentStatus> byPid = new LinkedHashMap<>();
        components.stream()
                .filter(component -> component.pid() > 0)
                .forEach(component -> byPid.putIfAbsent(component.pid(), component));
        Map<String, Long> bytes = new LinkedHashMap<>();
        byPid.values().forEach(component -> bytes.put(component.name(), component.residentBytes()));
        return new Memory(bytes);
    }

    /** All processes together, in MiB. */
    long mebibytes() {
        return byProcess.values().stream().mapToLong(Long::longValue).sum() / MEBI;
    }

    /** Each process, in MiB. */
    Map<String, Long> mebibytesByProcess() {
        Map<String, Long> each = new LinkedHashMap<>();
        byProcess.forEach((name, bytes) -> each.put(name, bytes / MEBI));
        return each;
    }
}
