package io.aisle.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.chaos.Agenda.Cell;
import io.aisle.chaos.arena.Wiring;
import io.aisle.chaos.fault.Fault;
import io.aisle.chaos.fault.Faults;
import io.aisle.platform.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final Fault FAULT = Faults.all().get(0);
    private static final int ENOUGH_TO_COLLIDE = 20_000;

    @Test
    void handsOutEveryCellOnceHoweverManyArenasTakeFromIt() throws Exception {
        List<Cell> all = Stream.of(Wiring.values())
                .flatMap(wiring -> cells(wiring, ENOUGH_TO_COLLIDE).stream())
                .toList();
        var agenda = new Agenda(all);
        List<Cell> taken = Collections.synchronizedList(new ArrayList<>());
        Together.interruptibly(IntStream.range(0, 4 * Wiring.values().length)
                .<Together.Step>mapToObj(arena -> () -> {
                    for (var first = agenda.first(); first.isPresent(); first = agenda.first()) {
                        Wiring wiring = first.get().fault().wiring();
                        for (var cell = first; cell.isPresent(); cell = agenda.next(wiring)) {
                            assertThat(cell.get().fault().wiring()).isEqualTo(wiring);
                            taken.add(cell.get());
                            assertThat(taken.size()).isLessThanOrEqualTo(all.size());
                        }
                    }
                })
                .toList());
        assertThat(taken).hasSameSizeAs(all);
        assertThat(new HashSet<>(taken)).isEqualTo(new HashSet<>(all));
    }

    @Test
    void keepsTheOrderWithinAWiring() {
        List<Cell> cells = cells(Wiring.DIRECT, 3);
        var agenda = new Agenda(cells);
        assertThat(agenda.first()).contains(cells.get(0));
        assertThat(agenda.next(Wiring.DIRECT)).contains(cells.get(1));
        assertThat(agenda.next(Wiring.DIRECT)).contains(cells.get(2));
        assertThat(agenda.next(Wiring.DIRECT)).isEmpty();
        assertThat(agenda.first()).isEmpty();
    }

    @Test
    void sendsAnArenaWhereMostIsToDoForEachThatIsThere() {
        var agenda = new Agenda(Stream.concat(cells(Wiring.DIRECT, 10).stream(), cells(Wiring.PROXIED, 6).stream())
                .toList());
        assertThat(wiringsOfTheNext(3, agenda)).containsExactly(Wiring.DIRECT, Wiring.PROXIED, Wiring.DIRECT);
    }

    private static List<Wiring> wiringsOfTheNext(int arenas, Agenda agenda) {
        return IntStream.range(0, arenas)
                .mapToObj(arena -> agenda.first().orElseThrow().fault().wiring())
                .toList();
    }

    private static List<Cell> cells(Wiring wiring, int count) {
        return IntStream.range(0, count)
                .mapToObj(seed -> new Cell(FAULT.on(wiring), seed))
                .toList();
    }
}
