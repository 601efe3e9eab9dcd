package io.aisle.chaos.net;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** One direction of a connection: one task takes bytes in, another sends them on when the valve lets them. */
final class Lane {
    private static final int CHUNK = 16 << 10;

    /** Bytes on their way: bounds memory, and lets a delay of a second still carry this much a second. */
    private static final int ROOM = 8 << 20;

    /** @param arrived when it came, by {@link System#nanoTime()} */
    private record Chunk(byte[] bytes, long arrived) {
        static final Chunk END = new Chunk(new byte[0], 0);

        boolean isEnd() {
            return bytes.length == 0;
        }
    }

    private final Relay relay;
    private final Valve valve;
    private final Socket from;
    private final Socket to;
    private final boolean replies;
    private final BlockingQueue<Chunk> underway = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(ROOM);

    /** @param replies whether these are the server's bytes */
    Lane(Relay relay, Valve valve, Socket from, Socket to, boolean replies) {
        this.relay = relay;
        this.valve = valve;
        this.from = from;
        this.to = to;
        this.replies = replies;
    }

    void takeIn() {
        relay.guard(() -> {
            byte[] buffer = new byte[CHUNK];
            valve.awaitOpen();
            for (int size = from.getInputStream().read(buffer);
                    size >= 0;
                    size = from.getInputStream().read(buffer)) {
                room.acquire(size);
                underway.put(new Chunk(Arrays.copyOf(buffer, size), System.nanoTime()));
                valve.awaitOpen();
            }
            underway.put(Chunk.END);
        });
    }

    void sendOn() {
        relay.guard(() -> {
            for (Chunk chunk = underway.take(); !chunk.isEnd(); chunk = underway.take()) {
                send(chunk);
                room.release(chunk.bytes().length);
            }
            valve.awaitOpen();
            to.shutdownOutput();
            relay.laneEnded();
        });
    }

    private void send(Chunk chunk) throws IOException, InterruptedException {
        byte[] bytes = chunk.bytes();
        int sent = 0;
        while (sent < bytes.length) {
            Mode mode = valve.awaitDue(chunk.arrived());
            if (replies && relay.cutsReply()) {
                throw new SocketException("reply cut");
            }
            int size = relay.ration(mode, mode.slice(bytes.length - sent));
            to.getOutputStream().write(bytes, sent, size);
            sent += size;
            if (relay.isSpent(mode)) {
                throw new SocketException("allowance spent");
            }
            valve.rest(mode, size);
        }
    }
}
