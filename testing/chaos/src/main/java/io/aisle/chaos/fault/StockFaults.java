package io.aisle.chaos.fault;

import io.aisle.chaos.arena.App;
import io.aisle.chaos.arena.StockDeployment;
import io.aisle.chaos.traffic.Day;
import java.util.List;

/** The faults that need no more than a source, a broker, a sink and a store, for the stock apps. */
public final class StockFaults {
    private StockFaults() {}

    public static List<Fault> all() {
        return List.of(
                Fault.of("stock-quiet", "the stock apps, no fault", scene -> {
                    scene.struck("nothing but traffic");
                    scene.healed();
                }),
                Fault.of(
                        "stock-kill-source",
                        "kill -9 of the stock source",
                        scene -> kill(scene, stock(scene).sourceApp())),
                Fault.of(
                        "stock-kill-sink",
                        "kill -9 of the stock sink",
                        scene -> kill(scene, stock(scene).sinkApp())),
                Fault.of("stock-broker-kill", "the broker is killed (kill -9) and started again", StockFaults::broker),
                Fault.of(
                        "stock-store-unreachable",
                        "connections to the store are refused for 5 to 15 s",
                        StockFaults::refuse),
                Fault.of("stock-permutations", "five versions of each product in any order", scene -> {
                            scene.struck("nothing but traffic");
                            scene.healed();
                        })
                        .sending(Day.PERMUTATIONS));
    }

    private static StockDeployment stock(Scene scene) {
        return (StockDeployment) scene.deployment();
    }

    private static void kill(Scene scene, App victim) throws InterruptedException {
        scene.awaitShare(0.1, 0.8);
        victim.process().kill();
        scene.struck(victim.name() + " killed");
        scene.healed();
    }

    private static void broker(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.7);
        stock(scene).broker().kill();
        scene.struck("broker killed");
        stock(scene).broker().restart();
        scene.note("broker answers again");
        scene.healed();
    }

    private static void refuse(Scene scene) throws InterruptedException {
        scene.awaitShare(0.1, 0.6);
        stock(scene).storeProxy().refuse();
        scene.struck("store refuses");
        BrokerFaults.pause(scene, 5, 15);
        stock(scene).storeProxy().pass();
        scene.healed();
    }
}
