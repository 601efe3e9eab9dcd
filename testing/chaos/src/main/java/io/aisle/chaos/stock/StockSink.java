package io.aisle.chaos.stock;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.sun.net.httpserver.HttpServer;
import io.aisle.contract.Codec;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.Document;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * The stock {@code mongodb} sink, as far as acknowledgement goes: the consumer starts a write and returns, the binder
 * acknowledges what has returned, and an error of the write is logged and dropped. What it stores is what Aisle's own
 * accountant reads, without a category: {@code _id}, and {@code current} with the version, replaced by whichever write
 * comes last.
 */
public final class StockSink implements AutoCloseable {
    /** Both defaults of the binder. */
    private static final int PREFETCH = 1;

    private static final long RECOVERY_MILLIS = 5_000;

    /** The driver's default pool: so many writes at a time, and all others wait in memory without a bound. */
    private static final int WRITES = 100;

    /** How long an orderly stop waits for writes under way: about as long as Spring takes to close the client. */
    private static final int STOP_MILLIS = 1_000;

    private static final String DATABASE = "aisle";

    private final MongoClient client;
    private final MongoCollection<Document> products;
    private final ExecutorService writes = Executors.newFixedThreadPool(WRITES, StockSink::daemon);
    private final Connection connection;
    private final HttpServer door;

    @Command(name = "stock-sink")
    private static final class Arguments {
        @Option(names = "--port", defaultValue = "0")
        private int port;

        @Option(names = "--amqp", required = true)
        private String amqp = "";

        @Option(names = "--mongo", required = true)
        private String mongo = "";
    }

    /** Consumes until it is closed. */
    StockSink(int port, String amqp, String mongo) throws IOException, TimeoutException {
        this.client = MongoClients.create(mongo);
        String database = Objects.requireNonNullElse(new ConnectionString(mongo).getDatabase(), DATABASE);
        this.products = client.getDatabase(database).getCollection("products");
        ConnectionFactory connections = StockBinding.connections(amqp);
        connections.setNetworkRecoveryInterval(RECOVERY_MILLIS);
        this.connection = connections.newConnection("stock-sink");
        consume();
        this.door = Door.on(port);
        door.start();
    }

    /** {@code --amqp URI --mongo URI [--port PORT]}; runs until it is stopped. */
    public static void main(String[] words) throws IOException, TimeoutException {
        var arguments = CommandLine.populateCommand(new Arguments(), words);
        var sink = new StockSink(arguments.port, arguments.amqp, arguments.mongo);
        Runtime.getRuntime().addShutdownHook(new Thread(sink::close));
    }

    private void consume() throws IOException {
        Channel channel = connection.createChannel();
        StockBinding.declare(channel);
        channel.basicQos(PREFETCH);
        channel.basicConsume(StockBinding.QUEUE, false, (tag, delivery) -> handle(channel, delivery), tag -> {});
    }

    /** The whole difference to Aisle's sink: the acknowledgement does not wait for the write. */
    private void handle(Channel channel, Delivery delivery) throws IOException {
        writes.execute(() -> save(delivery.getBody()));
        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
    }

    private void save(byte[] message) {
        try {
            JsonNode product = Codec.tree(message);
            String id = product.path("productId").asString("");
            products.replaceOne(Filters.eq(id), document(id, product), new ReplaceOptions().upsert(true));
        } catch (RuntimeException e) { // whatever it is: the stock app has no other place for it
            System.err.println("not stored, and dropped: " + e);
        }
    }

    private static Document document(String id, JsonNode product) {
        return new Document("_id", id)
                .append(
                        "current",
                        new Document("version", product.path("version").asLong(0))
                                .append("category", new Document("id", "unclassified")));
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "write");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        door.stop(0);
        connection.abort(STOP_MILLIS);
        writes.shutdown();
        try {
            writes.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
