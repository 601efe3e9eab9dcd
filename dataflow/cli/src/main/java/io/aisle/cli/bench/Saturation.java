package io.aisle.cli.bench;

import io.aisle.cli.screen.Screen;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Widens the loop until throughput stops rising, then measures at the window that was enough. */
final class Saturation {
    private static final int WARM_WINDOW = 48;
    private static final int LARGEST = 2_048;
    /** A wider window must bring at least this much more; else the narrower one was enough. */
    private static final double WORTH_IT = 1.05;

    private static final Duration STEP = Duration.ofSeconds(6);
    private static final Duration WARM_STEP = Duration.ofSeconds(10);
    private static final int LEAST_WARM_STEPS = 12;
    private static final int MOST_WARM_STEPS = 24;

    private final Outstanding outstanding;
    private final Screen screen;

    Saturation(Outstanding outstanding, Screen screen) {
        this.outstanding = outstanding;
        this.screen = screen;
    }

    /**
     * One measurement.
     *
     * @param window products under way at a time
     * @param stored products stored meanwhile
     * @param seconds how long
     * @param latencies from acceptance to stored
     * @param cpuMillis processor time for each product, by process
     */
    record Measurement(int window, long stored, double seconds, Latencies latencies, Map<String, Double> cpuMillis) {
        double perSecond() {
            return stored / seconds;
        }
    }

    /**
     * Runs the apps until they are warm, before anything counts: five cold JVMs compile on the cores that shall work.
     * Warm is, after two minutes at least, when two steps in a row brought hardly more than the best before them.
     */
    void warmUp() throws InterruptedException {
        screen.say("warming up, %,d s at the most", WARM_STEP.toSeconds() * MOST_WARM_STEPS);
        outstanding.widen(WARM_WINDOW);
        double best = 0;
        int inVain = 0;
        for (int step = 0; step < LEAST_WARM_STEPS || step < MOST_WARM_STEPS && inVain < 2; step++) {
            double now = measure(WARM_WINDOW, WARM_STEP, Map.of()).perSecond();
            inVain = now < best * WORTH_IT ? inVain + 1 : 0;
            best = Math.max(best, now);
        }
    }

    /** @param pids processes whose processor time is counted */
    Measurement search(Duration length, Map<String, Long> pids) throws InterruptedException {
        int window = WARM_WINDOW;
        Measurement best = measure(window, STEP, pids);
        while (window < LARGEST) {
            outstanding.widen(window);
            window *= 2;
            Measurement wider = measure(window, STEP, pids);
            if (wider.perSecond() < best.perSecond() * WORTH_IT) {
                window /= 2;
                outstanding.narrow(window);
                break;
            }
            best = wider;
        }
        screen.say("measuring for %,d s with %,d products under way", length.toSeconds(), window);
        return measure(window, length, pids);
    }

    private Measurement measure(int window, Duration length, Map<String, Long> pids) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(500); // the wider window fills first
        outstanding.measured();
        Usage before = Usage.now(pids);
        long stored = outstanding.stored();
        long start = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        long count = outstanding.stored() - stored;
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Double> cpu = Usage.now(pids).perProductSince(before, count);
        var measurement = new Measurement(window, count, seconds, outstanding.measured(), cpu);
        screen.say(
                "  window %,5d: %,7.1f products/s, p50 %,.0f ms, p99 %,.0f ms",
                window,
                measurement.perSecond(),
                measurement.latencies().millis(0.5),
                measurement.latencies().millis(0.99));
        return measurement;
    }
}
