package io.aisle.chaos.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** One client's connection, its twin to the server, and the two lanes between them. Thread-safe. */
final class Relay {
    private final Valve valve;
    private final Socket client;
    private final Socket server = new Socket();
    private final Consumer<Relay> atEnd;
    private final List<Future<?>> tasks = new ArrayList<>();
    private int openLanes = 2;
    private long carried;
    private boolean ended;
    private volatile boolean cutsReply;

    /** @param atEnd told once, when both sockets are closed */
    Relay(Valve valve, Socket client, Consumer<Relay> atEnd) {
        this.valve = valve;
        this.client = client;
        this.atEnd = atEnd;
    }

    /** A task of a connection. */
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** Connects to the server as soon as the valve lets anything through, and begins to carry. */
    void start(InetSocketAddress target, ExecutorService threads) {
        Lane requests = new Lane(this, valve, client, server, false);
        Lane replies = new Lane(this, valve, server, client, true);
        add(
                threads,
                () -> guard(() -> {
                    valve.awaitOpen();
                    server.connect(target);
                    server.setTcpNoDelay(true);
                    List.<Runnable>of(requests::takeIn, requests::sendOn, replies::takeIn, replies::sendOn)
                            .forEach(task -> add(threads, task));
                }));
    }

    private synchronized void add(ExecutorService threads, Runnable task) {
        if (!ended) {
            tasks.add(threads.submit(task));
        }
    }

    /** Runs a task; when it fails, so has the connection, and both peers are told by a reset. */
    void guard(Task task) {
        try {
            task.run();
        } catch (IOException broken) {
            reset();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends both connections at once with RST; what is on its way is lost. */
    void reset() {
        end(true);
    }

    /** The server's next bytes end the connection instead of reaching the client. */
    void cutNextReply() {
        cutsReply = true;
    }

    void spareReplies() {
        cutsReply = false;
    }

    boolean cutsReply() {
        return cutsReply;
    }

    synchronized void countFromNow() {
        carried = 0;
    }

    /** How many of so many bytes may go, and counts them as gone. */
    synchronized int ration(Mode mode, int wanted) {
        int size = (int) Math.min(wanted, Math.max(0, mode.allowance() - carried));
        carried += size;
        return size;
    }

    synchronized boolean isSpent(Mode mode) {
        return carried >= mode.allowance();
    }

    /** Both directions carried their end: an orderly close. */
    void laneEnded() {
        synchronized (this) {
            if (--openLanes > 0) {
                return;
            }
        }
        end(false);
    }

    private void end(boolean abruptly) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        close(client, abruptly);
        close(server, abruptly);
        atEnd.accept(this);
        tasks().forEach(task -> task.cancel(true));
    }

    private synchronized List<Future<?>> tasks() {
        return List.copyOf(tasks);
    }

    static void close(Socket socket, boolean abruptly) {
        try (socket) {
            if (abruptly) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException alreadyClosed) {
            // Nothing is left to close.
        }
    }
}
