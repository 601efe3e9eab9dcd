package io.aisle.chaos.fault;

import io.aisle.chaos.arena.DataflowDeployment;
import io.aisle.chaos.arena.Wiring;
import io.aisle.platform.LocalPlatform;
import java.util.List;
import java.util.Map;

/** What an operator does to a stream under load, through Data Flow and Skipper. */
final class PlatformFaults {
    /** Stream and the app in it; the source is left alone, its port belongs to one process. */
    private static final List<String[]> UPDATED = List.of(
            new String[] {"classify", "processor-classify"},
            new String[] {"image", "processor-image"},
            new String[] {"store", "sink-mongo"},
            new String[] {"text", "processor-tokenize"});

    /** An update takes most of a minute, and there shall be traffic all the time. */
    private static final int PACE = 15;

    private PlatformFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(
                                "update",
                                "a stream, in turn, is updated red/black under load, and rolled back",
                                PlatformFaults::update)
                        .on(Wiring.DATAFLOW)
                        .at(PACE)
                        .slowly(),
                Fault.of("scale", "one classifier becomes three, and one again", PlatformFaults::scale)
                        .on(Wiring.DATAFLOW)
                        .at(PACE)
                        .slowly());
    }

    private static void update(Scene scene) throws InterruptedException {
        String[] target = scene.inTurn(UPDATED);
        LocalPlatform platform = platform(scene);
        scene.awaitShare(0.05, 0.15);
        platform.update(target[0], Map.of("app." + target[1] + ".logging.level.io.aisle", "debug"));
        scene.struck(target[0] + " updated");
        platform.rollback(target[0]);
        scene.note(target[0] + " rolled back");
        scene.healed();
    }

    private static void scale(Scene scene) throws InterruptedException {
        LocalPlatform platform = platform(scene);
        scene.awaitShare(0.05, 0.15);
        platform.update("classify", instances(3));
        scene.struck("three classifiers");
        scene.awaitShare(0.5, 0.55);
        platform.update("classify", instances(1));
        scene.note("one classifier");
        scene.healed();
    }

    private static Map<String, String> instances(int count) {
        return Map.of(
                "deployer.processor-classify.count", Integer.toString(count),
                "app.processor-classify.aisle.classify.instances", Integer.toString(count));
    }

    private static LocalPlatform platform(Scene scene) {
        return ((DataflowDeployment) scene.deployment()).platform();
    }
}
