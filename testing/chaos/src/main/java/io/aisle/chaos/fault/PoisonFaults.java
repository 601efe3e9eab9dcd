package io.aisle.chaos.fault;

import io.aisle.chaos.arena.App;
import io.aisle.chaos.traffic.Bomb;
import io.aisle.chaos.traffic.Day;
import io.aisle.chaos.traffic.Poisoned;
import io.aisle.chaos.traffic.Shape;
import io.aisle.cli.account.Grave;
import io.aisle.cli.replay.Replay;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Messages that harm whoever handles them. */
final class PoisonFaults {
    private static final List<String> VICTIMS = List.of("processor-tokenize", "processor-image");
    private static final byte[] ORDINARY = {};
    /** Letters that fill the queue. */
    private static final int FULL = 3;

    private PoisonFaults() {}

    static List<Fault> all() {
        return List.of(
                poison("throw", "20 products make their handler throw", 20),
                poison("loop", "1 product makes its handler loop for ever", 1),
                poison("crash", "1 product ends the process that handles it, each time it comes", 1),
                Fault.of("poison-bomb", "20 pictures just under 40 megapixels, progressive", PoisonFaults::nothingMore)
                        .sending(new Bombs())
                        .measuredAt(TrafficFaults.PACE),
                Fault.of(
                                "dead-letters-full",
                                "the queue of dead letters is full for 15 s, and nobody reads it",
                                PoisonFaults::full)
                        .sending(new Poisoned(Day.MIXED, "throw", 90, ORDINARY))
                        .after(scene -> arm(scene, "processor-tokenize"))
                        .slowly(),
                Fault.of("replay", "dead letters are sent again in the middle of the traffic", PoisonFaults::replay)
                        .sending(new Poisoned(Day.MIXED, "throw", 40, ORDINARY))
                        .after(scene -> arm(scene, "processor-tokenize")));
    }

    private static Fault poison(String word, String story, int count) {
        return Fault.of("poison-" + word, story, scene -> {
                    scene.awaitShare(1, 1); // the others' latency must not be that of the restart below
                    scene.struck("all poison is in");
                    awaitLettersOrEnd(scene, count);
                    disarm(scene, scene.inTurn(VICTIMS));
                    scene.healed();
                })
                .sending(new Poisoned(Day.MIXED, word, count, ORDINARY))
                .measuredAt(TrafficFaults.PACE)
                .after(scene -> arm(scene, scene.inTurn(VICTIMS)))
                .slowly();
    }

    /** Drawn when it is needed: a bomb takes a second to make. */
    private record Bombs() implements Shape {
        private static final int COUNT = 20;

        @Override
        public List<byte[]> lines(io.aisle.chaos.traffic.Products products, String prefix, int least, Random random) {
            return new Poisoned(Day.MIXED, "bomb", COUNT, Bomb.jpeg()).lines(products, prefix, least, random);
        }
    }

    private static void nothingMore(Scene scene) {
        scene.struck("pictures on their way");
        scene.healed();
    }

    private static void arm(Scene scene, String app) throws InterruptedException {
        App victim = scene.arena().app(app);
        victim.stop();
        victim.always(List.of(scene.arena().faultPoints("poison=on")));
        victim.start();
        victim.awaitReady();
        scene.note(app + " is sensitive to poison");
    }

    private static void disarm(Scene scene, String app) throws InterruptedException {
        App victim = scene.arena().app(app);
        victim.always(List.of());
        victim.stop();
        victim.start();
        victim.awaitReady();
        scene.note(app + " is as it was");
    }

    /** A product that loops or crashes has its letter some time after it was sent; one that throws in image has none. */
    private static void awaitLettersOrEnd(Scene scene, int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (poisoned(scene) < count && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** Products that came to their end, one way or the other. */
    private static long poisoned(Scene scene) {
        long dead = scene.deployment().stores().mongo().graves().stream()
                .map(Grave::key)
                .filter(key -> key.productId().contains(Poisoned.MARK))
                .distinct()
                .count();
        long standing = scene.deployment().stores().mongo().rows().stream()
                .filter(row -> row.key().productId().contains(Poisoned.MARK))
                .count();
        return dead + standing;
    }

    private static void full(Scene scene) throws InterruptedException {
        scene.awaitShare(0.05, 0.05);
        var brokers = scene.arena().brokers();
        scene.arena().app("sink-mongo").pause();
        brokers.control(
                "set_policy",
                "--apply-to",
                "queues",
                "chaos",
                "^dead\\.",
                "{\"max-length\":" + FULL + ",\"overflow\":\"reject-publish\"}");
        scene.struck("nobody reads the dead letters, and " + FULL + " are enough");
        awaitFull(scene);
        BrokerFaults.pause(scene, 15, 15);
        scene.arena().app("sink-mongo").resume();
        brokers.control("clear_policy", "chaos");
        scene.healed();
        scene.awaitShare(0.95, 0.95);
        disarm(scene, "processor-tokenize");
    }

    private static void awaitFull(Scene scene) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (letters(scene) < FULL && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1);
        }
        long held = letters(scene);
        scene.note("the queue of dead letters holds " + held);
        if (held < FULL) {
            scene.object("the queue of dead letters was never full");
        }
    }

    private static long letters(Scene scene) {
        return scene.deployment().underWay().entrySet().stream()
                .filter(queue -> queue.getKey().startsWith("dead."))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static void replay(Scene scene) throws InterruptedException {
        scene.awaitShare(0.65, 0.75);
        disarm(scene, "processor-tokenize");
        scene.struck("letters before the replay: "
                + scene.deployment().stores().mongo().graves().size());
        if (!Replay.everything(
                scene.arena().brokers().single().uri(),
                scene.deployment().stores().mongo())) {
            scene.object("some letters could not be sent again");
        }
        scene.healed();
        awaitNoLetters(scene);
    }

    private static void awaitNoLetters(Scene scene) throws InterruptedException {
        scene.awaitShare(1, 1);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!scene.deployment().stores().mongo().graves().isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
        int open = scene.deployment().stores().mongo().graves().size();
        if (open > 0) {
            scene.object(open + " dead letters are open after the replay");
        }
    }
}
