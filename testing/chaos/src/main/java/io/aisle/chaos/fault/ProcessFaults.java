package io.aisle.chaos.fault;

import io.aisle.chaos.arena.App;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What happens to the apps' processes. */
final class ProcessFaults {
    static final List<String> APPS = List.of(
            "source-app", "processor-tokenize", "processor-image", "processor-classify", "sink-mongo", "sink-legacy");

    private static final List<String> PUBLISHERS =
            List.of("processor-tokenize", "processor-image", "processor-classify", "source-app");
    private static final List<String> SINKS = List.of("sink-mongo", "sink-legacy");
    private static final List<String> CONSUMERS =
            List.of("processor-tokenize", "processor-image", "processor-classify", "sink-mongo", "sink-legacy");
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final Duration REACHES_POINT = Duration.ofSeconds(90);
    /** The last pass at which a process ends, as a share of the products: every run must come so far. */
    private static final double PUBLISHES = 0.6;

    /** Sinks write a batch at a time: their points are passed less often. */
    private static final double BATCHES = 0.012;

    private ProcessFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        APPS.forEach(app -> faults.add(kill(app)));
        faults.add(halt("before-publish", PUBLISHERS, PUBLISHES));
        faults.add(halt("after-publish", PUBLISHERS, PUBLISHES));
        faults.add(halt("after-confirm", PUBLISHERS, PUBLISHES));
        faults.add(halt("before-write", SINKS, BATCHES));
        faults.add(halt("after-write", SINKS, BATCHES));
        faults.add(halt("after-acknowledge", CONSUMERS, PUBLISHES));
        faults.add(
                Fault.of("pause", "an app, in turn, stands still for 60 s (SIGSTOP) and goes on", ProcessFaults::pause)
                        .slowly());
        faults.add(Fault.of(
                "drain", "an app, in turn, is asked to end (SIGTERM) in the middle of its work", ProcessFaults::drain));
        return faults;
    }

    private static Fault kill(String app) {
        return Fault.of("kill-" + app, "kill -9 of " + app + " at a random moment", scene -> {
            scene.awaitShare(0.1, 0.8);
            App victim = scene.arena().app(app);
            victim.process().kill();
            scene.struck(app + " killed");
            scene.healed(); // the watchman starts it again: that is part of the recovery
        });
    }

    private static Fault halt(String point, List<String> apps, double share) {
        return Fault.of(
                        "halt-" + point,
                        "the process of an app, in turn, ends at the point " + point + ": "
                                + apps.stream().collect(Collectors.joining(", ")),
                        scene -> awaitEnd(scene, scene.inTurn(apps), point))
                .after(scene -> arm(scene, scene.inTurn(apps), point, share));
    }

    private static void arm(Scene scene, String app, String point, double share) throws InterruptedException {
        int pass = 1 + scene.random().nextInt((int) Math.max(1, share * scene.products()));
        App victim = scene.arena().app(app);
        victim.stop();
        victim.start(List.of(scene.arena().faultPoints("halt=" + point + ",pass=" + pass)), Map.of());
        victim.awaitReady();
        scene.note(app + " shall end at " + point + ", pass " + pass);
    }

    private static void awaitEnd(Scene scene, String app, String point) throws InterruptedException {
        int before = scene.arena().app(app).restarts();
        long deadline = System.nanoTime() + REACHES_POINT.toNanos();
        while (scene.arena().app(app).restarts() == before && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        if (scene.arena().app(app).restarts() > before) {
            scene.struck(app + " ended " + point);
        } else { // disarmed, or it would end in the next run
            scene.arena().app(app).stop();
            scene.arena().app(app).start();
        }
        scene.healed();
    }

    private static void pause(Scene scene) throws InterruptedException {
        String app = scene.inTurn(APPS);
        scene.awaitShare(0.1, 0.6);
        App victim = scene.arena().app(app);
        victim.pause();
        scene.struck(app + " stands still");
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } finally {
            victim.resume();
        }
        scene.note(app + " goes on");
        scene.healed();
    }

    private static void drain(Scene scene) throws InterruptedException {
        String app = scene.inTurn(APPS);
        scene.awaitShare(0.1, 0.8);
        App victim = scene.arena().app(app);
        long start = System.nanoTime();
        victim.stop();
        scene.struck("%s ended in %.1f s".formatted(app, (System.nanoTime() - start) / 1e9));
        scene.healed();
        victim.start();
    }
}
