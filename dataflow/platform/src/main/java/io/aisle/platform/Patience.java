package io.aisle.platform;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something outside this JVM. */
final class Patience {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private Patience() {}

    /** Asks again and again until the answer is yes or the time is over. */
    static boolean until(Duration limit, BooleanSupplier answer) {
        return until(limit, PAUSE, answer);
    }

    /** As above, with a longer pause where the question itself is work. */
    static boolean until(Duration limit, Duration pause, BooleanSupplier answer) {
        long end = System.nanoTime() + limit.toNanos();
        do {
            if (answer.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(pause.toNanos());
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        return answer.getAsBoolean();
    }

    /** Waits until a process that was just started answers; a process that ended is not waited for. */
    static void untilReady(ManagedProcess process, Duration limit, BooleanSupplier answers, String whatToTry) {
        boolean ready = until(limit, () -> !process.isAlive() || answers.getAsBoolean());
        if (!ready || !process.isAlive()) {
            String what = ready ? "ended before it answered" : "did not answer within " + limit.toSeconds() + " s";
            throw new PlatformFailure(
                    "%s %s. %s%s".formatted(process.kind(), what, whatToTry, Home.tail(process.logFile())));
        }
    }
}
