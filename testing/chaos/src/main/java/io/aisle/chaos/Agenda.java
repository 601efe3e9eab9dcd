package io.aisle.chaos;

import io.aisle.chaos.arena.Wiring;
import io.aisle.chaos.fault.Fault;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs still to do, handed out to one or more arenas at the same time; in the given order within a wiring. */
final class Agenda {
    private final Map<Wiring, Deque<Cell>> open = new EnumMap<>(Wiring.class);
    private final Map<Wiring, Integer> arenas = new EnumMap<>(Wiring.class);
    private final int size;
    private int done;

    /** One fault, one seed. */
    record Cell(Fault fault, int seed) {}

    Agenda(List<Cell> cells) {
        size = cells.size();
        cells.forEach(cell -> open.computeIfAbsent(cell.fault().wiring(), wiring -> new ArrayDeque<>())
                .add(cell));
    }

    int size() {
        return size;
    }

    /** The first run for an arena that is about to open; its wiring is the one with most to do for each arena it has. */
    synchronized Optional<Cell> first() {
        return open.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .max(Comparator.comparingDouble(
                        entry -> entry.getValue().size() / (1.0 + arenas.getOrDefault(entry.getKey(), 0))))
                .map(entry -> {
                    arenas.merge(entry.getKey(), 1, Integer::sum);
                    return entry.getValue().remove();
                });
    }

    /** The next run for an arena of this wiring; empty when nothing is left for it. */
    synchronized Optional<Cell> next(Wiring wiring) {
        return Optional.ofNullable(open.get(wiring)).map(Deque::poll);
    }

    /** Counts a run that has ended, and gives how many have. */
    synchronized int done() {
        return ++done;
    }
}
