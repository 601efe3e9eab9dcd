package io.aisle.chaos.stock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** HTTP on the loopback interface, with a readiness endpoint where Spring Boot has it. */
final class Door {
    private Door() {}

    /** @param port where to listen; 0 for a free one. The server is not started yet. */
    static HttpServer on(int port) throws IOException {
        // Or each answer waits 40 ms for an acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "http");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext(
                "/actuator/health/readiness", exchange -> answer(exchange, "application/json", "{\"status\":\"UP\"}"));
        return server;
    }

    /** Answers 200 with a body, and ends the exchange. */
    static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
