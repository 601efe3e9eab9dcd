package io.aisle.chaos.fault;

import io.aisle.chaos.arena.Wiring;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What happens to the document store, and between it and sink-mongo. */
final class StoreFaults {
    private static final int LONG = 600;

    private StoreFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("store-kill", "the store is killed (kill -9) and started again", StoreFaults::kill),
                Fault.of("store-unreachable", "connections to the store are refused for 5 to 15 s", StoreFaults::refuse)
                        .on(Wiring.PROXIED),
                Fault.of("store-frozen", "no byte to or from the store for 5 to 15 s", StoreFaults::freeze)
                        .on(Wiring.PROXIED),
                Fault.of(
                                "store-slow",
                                "every byte to and from the store is 200 to 500 ms late for 10 s",
                                StoreFaults::slow)
                        .on(Wiring.PROXIED),
                Fault.of(
                                "store-reply-lost",
                                "five writes have their effect, and their answer is lost",
                                StoreFaults::replies)
                        .on(Wiring.PROXIED),
                Fault.of(
                                "store-down-10min",
                                "connections to the store are refused for 10 minutes",
                                StoreFaults::longTime)
                        .on(Wiring.PROXIED)
                        .slowly());
    }

    private static void kill(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.7);
        scene.arena().store().kill();
        scene.struck("store killed");
        BrokerFaults.pause(scene, 1, 5);
        scene.arena().store().restart();
        scene.note("store answers again");
        scene.healed();
    }

    private static void refuse(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.6);
        scene.arena().storeProxy().refuse();
        scene.struck("store refuses");
        BrokerFaults.pause(scene, 5, 15);
        scene.arena().storeProxy().pass();
        scene.healed();
    }

    private static void freeze(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.6);
        scene.arena().storeProxy().freeze();
        scene.struck("store silent");
        BrokerFaults.pause(scene, 5, 15);
        scene.arena().storeProxy().pass();
        scene.healed();
    }

    private static void slow(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.6);
        int millis = 200 + scene.random().nextInt(300);
        scene.arena().storeProxy().delay(Duration.ofMillis(millis));
        scene.struck("store slow by " + millis + " ms");
        BrokerFaults.pause(scene, 10, 10);
        scene.arena().storeProxy().pass();
        scene.healed();
    }

    private static void replies(Scene scene) throws InterruptedException {
        for (int time = 1; time <= 5; time++) {
            scene.awaitShare(0.12 * time, 0.12 * time + 0.05);
            scene.arena().storeProxy().cutReplies();
            scene.struck("replies of the store are cut");
            TimeUnit.MILLISECONDS.sleep(300);
            scene.arena().storeProxy().pass();
        }
        scene.healed();
    }

    private static void longTime(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.2);
        scene.arena().storeProxy().refuse();
        scene.struck("store refuses");
        for (int second = 0; second <= LONG; second += 60) {
            scene.note("resident memory, MiB: " + scene.arena().resident());
            TimeUnit.SECONDS.sleep(60);
        }
        scene.arena().storeProxy().pass();
        scene.note("store is back; resident memory, MiB: " + scene.arena().resident());
        scene.healed();
    }
}
