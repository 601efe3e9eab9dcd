package io.aisle.chaos.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between clients and one server and does to their bytes what a bad network would. It listens on a free port of
 * the loopback interface. A mode is in force until the next one is set, for the connections that are open and for later
 * ones; {@link #reset} happens once, and {@link #cutReplies} concerns the connections that are open. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final Valve valve = new Valve();
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(TcpProxy::daemon);
    private final Thread accepting = daemon(this::accept);

    private TcpProxy(InetSocketAddress target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** Begins to pass everything on to the server, which need not be there yet. */
    public static TcpProxy to(String host, int port) {
        try {
            var listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            var proxy = new TcpProxy(new InetSocketAddress(host, port), listener);
            proxy.accepting.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback interface", e);
        }
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections are open now. */
    public int connections() {
        return relays.size();
    }

    /** Everything passes; what was held back goes on now. */
    public void pass() {
        set(Mode.PASS);
    }

    /** The server is gone: open connections are reset, and new ones as soon as they are made. */
    public void refuse() {
        set(Mode.REFUSE);
        relays.forEach(Relay::reset);
    }

    /** The server hangs: connections are accepted and nothing moves; bytes, and the ends of streams, wait. */
    public void freeze() {
        set(Mode.FREEZE);
    }

    /** Everything comes this much later, in its order and as much of it as before. */
    public void delay(Duration by) {
        set(Mode.delay(by));
    }

    /** Each connection carries at most so many bytes a second in each direction. */
    public void limit(long bytesPerSecond) {
        set(Mode.limit(bytesPerSecond));
    }

    /** Open connections end with RST on both sides, and what they carry is lost; later ones pass. */
    public void reset() {
        set(Mode.PASS);
        relays.forEach(Relay::reset);
    }

    /** Each connection ends with RST once it has carried so many bytes, both directions together, from now on. */
    public void resetAfter(long bytes) {
        relays.forEach(Relay::countFromNow);
        set(Mode.resetAfter(bytes));
    }

    /**
     * Requests pass, but each connection that is open ends with RST instead of carrying the server's next bytes: what
     * was asked has been done, and only the answer fails. Later connections pass, so that a client can come back; to
     * cut their replies too, call it again. Whatever mode is set next spares those that had no reply in the meantime.
     */
    public void cutReplies() {
        set(Mode.PASS);
        relays.forEach(Relay::cutNextReply);
    }

    /** Resets what is open and frees the port. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            relays.forEach(Relay::reset);
            threads.shutdownNow();
        }
        awaitThePort();
    }

    /** A socket that is closed under a thread's accept is free only when that thread has seen it. */
    private void awaitThePort() {
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void set(Mode mode) {
        relays.forEach(Relay::spareReplies);
        valve.set(mode);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (IOException gone) {
                // Closed, or the client left before it was accepted.
            }
        }
    }

    private void admit(Socket client) throws IOException {
        client.setTcpNoDelay(true);
        var relay = new Relay(valve, client, relays::remove);
        relays.add(relay);
        // Asked only now: whoever sets the mode after this finds the connection among the open ones.
        if (valve.mode().refuses() || listener.isClosed()) {
            relay.reset();
        } else {
            relay.start(target, threads);
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "tcp-proxy");
        thread.setDaemon(true);
        return thread;
    }
}
