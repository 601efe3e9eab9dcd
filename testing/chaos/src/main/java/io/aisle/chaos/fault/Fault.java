package io.aisle.chaos.fault;

import io.aisle.chaos.arena.Wiring;
import io.aisle.chaos.traffic.Day;
import io.aisle.chaos.traffic.Shape;

/**
 * One way to hurt the stream.
 *
 * @param name as {@code --faults} takes it
 * @param story what is done, one line
 * @param wiring the arena it needs
 * @param shape what is sent meanwhile
 * @param perSecond lines a second
 * @param slow whether a run takes minutes, such as one in which halves wait in vain, so that five seeds are enough
 * @param measured whether its latencies are compared with others', so that it begins with warm processes
 * @param before makes ready, before the first line is sent
 * @param strike hurts, heals and returns; runs beside the traffic
 */
public record Fault(
        String name,
        String story,
        Wiring wiring,
        Shape shape,
        int perSecond,
        boolean slow,
        boolean measured,
        Step before,
        Step strike) {
    /** Fast enough that work is always under way in every app, slow enough that a laptop keeps up. */
    private static final int USUAL_PACE = 120;

    /** Something done to a run. */
    public interface Step {
        void run(Scene scene) throws InterruptedException;
    }

    private static final Step NOTHING = scene -> {};

    static Fault of(String name, String story, Step strike) {
        return new Fault(name, story, Wiring.DIRECT, Day.MIXED, USUAL_PACE, false, false, NOTHING, strike);
    }

    /** The same in another arena. */
    public Fault on(Wiring other) {
        return new Fault(name, story, other, shape, perSecond, slow, measured, before, strike);
    }

    Fault sending(Shape other) {
        return new Fault(name, story, wiring, other, perSecond, slow, measured, before, strike);
    }

    Fault at(int linesPerSecond) {
        return new Fault(name, story, wiring, shape, linesPerSecond, slow, false, before, strike);
    }

    Fault slowly() {
        return new Fault(name, story, wiring, shape, perSecond, true, measured, before, strike);
    }

    /** Beside others: warm processes, and a pace they can all keep up with. */
    Fault measuredAt(int linesPerSecond) {
        return new Fault(name, story, wiring, shape, linesPerSecond, slow, true, before, strike);
    }

    Fault after(Step preparation) {
        return new Fault(name, story, wiring, shape, perSecond, slow, measured, preparation, strike);
    }
}
