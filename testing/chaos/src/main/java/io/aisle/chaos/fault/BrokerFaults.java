package io.aisle.chaos.fault;

import io.aisle.chaos.arena.Brokers;
import io.aisle.chaos.arena.Wiring;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What happens to the broker, and between it and the apps. */
final class BrokerFaults {
    /** Free disk space in bytes that no machine has, and what a node is started with. */
    private static final String ALARM = "1000000000000000";

    private static final String ORDINARY = "200000000";
    private static final List<String> EXCHANGES = List.of("products", "features", "categories");

    private BrokerFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("broker-kill", "the broker is killed (kill -9) and started again", BrokerFaults::kill),
                Fault.of("broker-unreachable", "no byte to or from the broker for 5 to 15 s", BrokerFaults::freeze)
                        .on(Wiring.PROXIED),
                Fault.of(
                                "broker-slow",
                                "every byte to and from the broker is 50 to 250 ms late for 10 s",
                                BrokerFaults::slow)
                        .on(Wiring.PROXIED),
                Fault.of("broker-reset", "all connections to the broker are reset, three times", BrokerFaults::reset)
                        .on(Wiring.PROXIED),
                Fault.of(
                        "disk-alarm",
                        "the broker is out of disk for 5 to 10 s and blocks its producers",
                        BrokerFaults::alarm),
                Fault.of(
                        "unroutable",
                        "all queues of an exchange, in turn, are unbound in one step for 3 to 6 s",
                        BrokerFaults::unbind),
                Fault.of(
                                "cluster-leader",
                                "three nodes: the leader of a work queue is killed and started again",
                                BrokerFaults::leader)
                        .on(Wiring.CLUSTER)
                        .slowly(),
                Fault.of(
                                "cluster-minority",
                                "three nodes: one is cut off from the two others for 20 s",
                                BrokerFaults::minority)
                        .on(Wiring.CLUSTER)
                        .slowly());
    }

    private static void kill(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.7);
        scene.arena().brokers().single().kill();
        scene.struck("broker killed");
        scene.arena().brokers().single().restart();
        scene.note("broker answers again");
        scene.healed();
    }

    private static void freeze(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.6);
        scene.arena().brokers().proxy().freeze();
        scene.struck("broker out of reach");
        pause(scene, 5, 15);
        scene.arena().brokers().proxy().pass();
        scene.note("broker in reach");
        scene.healed();
    }

    private static void slow(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.6);
        int millis = 50 + scene.random().nextInt(200);
        scene.arena().brokers().proxy().delay(Duration.ofMillis(millis));
        scene.struck("broker slow by " + millis + " ms");
        pause(scene, 10, 10);
        scene.arena().brokers().proxy().pass();
        scene.healed();
    }

    private static void reset(Scene scene) throws InterruptedException {
        for (int time = 1; time <= 3; time++) {
            scene.awaitShare(0.2 * time, 0.2 * time + 0.1);
            scene.arena().brokers().proxy().reset();
            scene.struck("connections reset");
        }
        scene.healed();
    }

    private static void alarm(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.6);
        Brokers brokers = scene.arena().brokers();
        brokers.control("set_disk_free_limit", ALARM);
        scene.struck("disk alarm");
        pause(scene, 5, 10);
        brokers.control("set_disk_free_limit", ORDINARY);
        scene.note("alarm over");
        scene.healed();
    }

    private static void unbind(Scene scene) throws InterruptedException {
        String exchange = scene.inTurn(EXCHANGES);
        scene.awaitShare(0.1, 0.6);
        try (Bindings bindings = Bindings.cut(scene.arena().brokers().single(), exchange)) {
            scene.struck(bindings.count() + " queues of " + exchange + " cut off");
            pause(scene, 3, 6);
        }
        scene.note("bindings restored");
        scene.healed();
    }

    private static void leader(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.6);
        var cluster = scene.arena().brokers().cluster();
        String queue =
                scene.inTurn(List.of("products.text", "products.image", "categories.store", "categories.legacy"));
        int leader = cluster.leaderOf(queue);
        cluster.kill(leader);
        scene.struck("node " + leader + ", leader of " + queue + ", killed");
        pause(scene, 5, 10);
        cluster.restart(leader);
        scene.note("node " + leader + " is back");
        scene.healed();
    }

    private static void minority(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.6);
        var cluster = scene.arena().brokers().cluster();
        int node = scene.inTurn(List.of(0, 1, 2));
        cluster.partition(node);
        scene.struck("node " + node + " cut off");
        pause(scene, 20, 20);
        cluster.heal();
        scene.note("node " + node + " joined again");
        scene.healed();
    }

    /** Waits a random time between these many seconds. */
    static void pause(Scene scene, int least, int most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(least * 1_000L + scene.random().nextInt((most - least) * 1_000 + 1));
    }
}
