package io.aisle.chaos.stock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The stock {@code http} source, as far as acknowledgement goes: it answers 202 when a message is in its own memory, on
 * the way to a publisher that asks for no confirm. Each line of a request stands for one request to the stock app,
 * which makes one message of a whole body; the answers have the format of Aisle's source, so that the same sender and
 * ledger judge both.
 */
public final class StockSource implements AutoCloseable {
    private static final int ACCEPTED = 202;
    private static final int FAILED = 500;

    private final Outbound outbound;
    private final HttpServer server;

    @Command(name = "stock-source")
    private static final class Arguments {
        @Option(names = "--port", required = true)
        private int port;

        @Option(names = "--amqp", required = true)
        private String amqp = "";
    }

    /** Takes requests until it is closed. */
    StockSource(int port, String amqp) throws IOException, TimeoutException {
        this.outbound = new Outbound(amqp);
        this.server = Door.on(port);
        server.createContext("/products", this::post);
        server.start();
    }

    /** {@code --port PORT --amqp URI}; runs until it is stopped. */
    public static void main(String[] words) throws IOException, TimeoutException {
        var arguments = CommandLine.populateCommand(new Arguments(), words);
        var source = new StockSource(arguments.port, arguments.amqp);
        Runtime.getRuntime().addShutdownHook(new Thread(source::close));
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void post(HttpExchange exchange) throws IOException {
        // One character per byte: a message is what was posted, valid or not.
        String body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
        try {
            Door.answer(exchange, "application/x-ndjson", answers(body.split("\n")));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private String answers(String[] lines) throws InterruptedException {
        var answers = new StringBuilder();
        boolean room = true;
        for (int number = 1; number <= lines.length; number++) {
            String line = lines[number - 1];
            if (!line.isBlank()) {
                // Where one message found no room for so long, the others of this request need not wait as long again.
                room = room && outbound.handOver(line.getBytes(ISO_8859_1));
                answers.append("{\"line\":%d,\"status\":%d}\n".formatted(number, room ? ACCEPTED : FAILED));
            }
        }
        return answers.toString();
    }

    @Override
    public void close() {
        server.stop(0);
        outbound.close();
    }
}
