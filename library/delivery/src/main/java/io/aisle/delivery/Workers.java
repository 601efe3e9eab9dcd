package io.aisle.delivery;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for work that may not come back. While a thread is stuck, as a {@link Watch} finds out, another one takes its
 * place, so that the stuck one takes nothing from its neighbours but its share of the processor. Thread-safe.
 */
public final class Workers implements Disposable {
    /** Threads that may be stuck at a time before their neighbours wait; by then the app is about to be restarted. */
    private static final int SPARES = 8;

    private final int size;
    private final ThreadPoolExecutor threads;
    private final Scheduler scheduler;
    private int stuck;

    /**
     * @param name beginning of the threads' names
     * @param size threads at work at a time
     */
    public Workers(String name, int size) {
        AtomicInteger number = new AtomicInteger();
        this.size = size;
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> new Worker(this, work, name + "-" + number.incrementAndGet()));
        // By a lambda: given the pool itself, the scheduler would interrupt work whose result is there already.
        this.scheduler = Schedulers.fromExecutor(work -> threads.execute(work));
    }

    /** What runs on these threads. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** Begins nothing any more. What is stuck ends with the process. */
    @Override
    public void dispose() {
        threads.shutdown();
    }

    private synchronized void resize(int change) {
        stuck += change;
        int wanted = size + Math.min(stuck, SPARES);
        if (wanted > threads.getCorePoolSize()) {
            threads.setMaximumPoolSize(wanted);
            threads.setCorePoolSize(wanted);
        } else {
            threads.setCorePoolSize(wanted);
            threads.setMaximumPoolSize(wanted);
        }
    }

    /** @return whether there is such a place: other threads have none to fill */
    static boolean replace(Thread stuck) {
        if (stuck instanceof Worker worker) {
            worker.pool.resize(1);
            return true;
        }
        return false;
    }

    static void isBack(Thread stuck) {
        if (stuck instanceof Worker worker) {
            worker.pool.resize(-1);
        }
    }

    /** A thread that knows its pool. */
    private static final class Worker extends Thread {
        private final Workers pool;

        Worker(Workers pool, Runnable work, String name) {
            super(work, name);
            this.pool = pool;
            setDaemon(true);
        }
    }
}
