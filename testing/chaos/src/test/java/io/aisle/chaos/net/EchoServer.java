package io.aisle.chaos.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers every byte with the same byte, and remembers what it was sent and how each connection ended. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Thread accepting;
    private volatile int ended;
    private volatile int broken;

    EchoServer() throws IOException {
        accepting = thread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    byte[] received() {
        return received.toByteArray();
    }

    /** Connections that came to an orderly end. */
    int ended() {
        return ended;
    }

    /** Connections that were reset. */
    int broken() {
        return broken;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                thread(() -> echo(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void echo(Socket connection) {
        byte[] buffer = new byte[1 << 14];
        try (connection) {
            for (int size = connection.getInputStream().read(buffer);
                    size >= 0;
                    size = connection.getInputStream().read(buffer)) {
                received.write(buffer, 0, size);
                connection.getOutputStream().write(buffer, 0, size);
            }
            ended++;
        } catch (IOException reset) {
            broken++;
        }
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "echo-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** When it returns no connection is open or will be: a thread under accept may take one more after the close. */
    @Override
    public void close() throws IOException {
        listener.close();
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket connection : List.copyOf(connections)) {
            connection.close();
        }
    }
}
