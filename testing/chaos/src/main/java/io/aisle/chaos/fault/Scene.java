package io.aisle.chaos.fault;

import io.aisle.chaos.arena.Arena;
import io.aisle.chaos.arena.Deployment;
import io.aisle.chaos.traffic.Generator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a fault sees of its run: the processes, the dice, and how far the traffic is. */
public final class Scene {
    private final Deployment deployment;
    private final Random random;
    private final Path log;
    private final int seed;
    private final int products;
    private final Generator generator;
    private final long start = System.nanoTime();
    private final List<String> events = new ArrayList<>();
    private final List<String> objections = new ArrayList<>();
    private long healed = start;
    private boolean struck;

    public Scene(Deployment deployment, Random random, int seed, int products, Generator generator, Path log) {
        this.products = products;
        this.log = log;
        this.deployment = deployment;
        this.random = random;
        this.seed = seed;
        this.generator = generator;
    }

    /** The plain processes this run uses. */
    public Arena arena() {
        return (Arena) deployment;
    }

    public Deployment deployment() {
        return deployment;
    }

    /** Gives the same numbers for the same fault and seed. */
    public Random random() {
        return random;
    }

    /** The generator's own log. */
    public Path log() {
        return log;
    }

    /** Product versions of this run, about. */
    public int products() {
        return products;
    }

    /** One of the choices, each in its turn as the seeds go. */
    public <T> T inTurn(List<T> choices) {
        return choices.get(seed % choices.size());
    }

    /** Waits until a random share of the lines between these two has been answered. */
    public void awaitShare(double least, double most) throws InterruptedException {
        generator.awaitShare(least + random.nextDouble() * (most - least));
    }

    /** Something happened; the report shows it. */
    public synchronized void note(String what) {
        events.add("%.1f s: %s".formatted((System.nanoTime() - start) / 1e9, what));
    }

    /** The fault is there. */
    public void struck(String what) {
        struck = true;
        note(what);
    }

    /** Something is not as the fault's maker requires it, whatever the account says. */
    public synchronized void object(String what) {
        objections.add(what);
        note(what);
    }

    /** What was objected to. */
    public synchronized List<String> objections() {
        return List.copyOf(objections);
    }

    /** The fault is over as far as its maker is concerned; from now on the time to recover counts. */
    public void healed() {
        healed = System.nanoTime();
    }

    /** Whether the fault really happened: a run without its fault proves nothing. */
    public boolean wasStruck() {
        return struck;
    }

    /** When the fault was over, {@link System#nanoTime}. */
    public long healedAt() {
        return healed;
    }

    /** What was noted, in order. */
    public synchronized List<String> events() {
        return List.copyOf(events);
    }
}
