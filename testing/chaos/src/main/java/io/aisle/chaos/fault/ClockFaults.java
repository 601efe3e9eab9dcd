package io.aisle.chaos.fault;

import io.aisle.chaos.arena.App;
import io.aisle.cli.screen.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Wall clocks that are wrong, by libfaketime; the monotonic clock stays right, as on a real machine. */
final class ClockFaults {
    private ClockFaults() {}

    static List<Fault> all() {
        return List.of(
                clock("clock-ahead", "the clock of an app, in turn, is one hour ahead", "+3600", false),
                clock("clock-behind", "the clock of an app, in turn, is one hour behind", "-3600", false),
                clock(
                        "clock-stepping",
                        "the clock of an app, in turn, steps an hour ahead and back, three times",
                        "+0",
                        true));
    }

    private static Fault clock(String name, String story, String offset, boolean steps) {
        return Fault.of(name, story, scene -> strike(scene, steps)).after(scene -> {
            String app = scene.inTurn(ProcessFaults.APPS);
            write(offset);
            restart(scene, app, environment());
            scene.note("the clock of " + app + " is off by " + offset + " s");
        });
    }

    private static void strike(Scene scene, boolean steps) throws InterruptedException {
        String app = scene.inTurn(ProcessFaults.APPS);
        for (int step = 1; steps && step <= 6; step++) {
            scene.awaitShare(0.12 * step, 0.12 * step + 0.02);
            write(step % 2 == 1 ? "+3600" : "+0");
            scene.note("step");
        }
        scene.awaitShare(0.9, 0.95);
        scene.struck(app + " worked by a wrong clock");
        restart(scene, app, Map.of());
        scene.healed();
    }

    private static void restart(Scene scene, String app, Map<String, String> environment) throws InterruptedException {
        App victim = scene.arena().app(app);
        victim.stop();
        victim.start(List.of(), environment);
        victim.awaitReady();
    }

    private static Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library().toString(),
                "FAKETIME_TIMESTAMP_FILE", offsetFile().toString(),
                "FAKETIME_CACHE_DURATION", "1", // seconds; without a cache each look at the clock reads the file
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Its mend of timed waits, meant for an old glibc, ends each wait of a JVM at once: all threads spin.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "DONT_FAKE_MONOTONIC", "1");
    }

    private static Path offsetFile() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "aisle-chaos-clock-" + ProcessHandle.current().pid());
    }

    private static void write(String offset) {
        try {
            Path draft = Files.writeString(
                    offsetFile().resolveSibling(offsetFile().getFileName() + ".draft"), offset + "\n");
            Files.move(
                    draft,
                    offsetFile(),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            offsetFile().toFile().deleteOnExit();
        } catch (IOException e) {
            throw new CommandFailed("cannot set the clock's offset", "Is the temporary folder writable?", e);
        }
    }

    private static Path library() {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files =
                Files.find(Path.of("/usr/lib"), 4, (path, attributes) -> path.endsWith("libfaketimeMT.so.1"))) {
            files.forEach(found::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            found.clear();
        }
        if (found.isEmpty()) {
            throw new CommandFailed("libfaketime is not installed", "apt-get install libfaketime");
        }
        return found.get(0);
    }
}
