package io.aisle.sink.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A server that speaks MongoDB's protocol, in this JVM, and a client of it. */
final class EmbeddedStore implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final InetSocketAddress address;
    private final MongoClient client;
    private boolean crashed;

    EmbeddedStore() {
        server.bind("127.0.0.1", 0);
        address = server.getLocalAddress();
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri()))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(500, TimeUnit.MILLISECONDS))
                .build());
    }

    String uri() {
        return "mongodb://127.0.0.1:" + address.getPort() + "/aisle";
    }

    MongoCollection<BsonDocument> collection(String name) {
        return client.getDatabase("aisle").getCollection(name, BsonDocument.class);
    }

    List<BsonDocument> find(String collection, Bson filter) {
        return Flux.from(collection(collection).find(filter)).collectList().block(PATIENCE);
    }

    List<BsonDocument> all(String collection) {
        return find(collection, new BsonDocument());
    }

    void index(String collection, Bson keys, com.mongodb.client.model.IndexOptions options) {
        Mono.from(collection(collection).createIndex(keys, options)).block(PATIENCE);
    }

    void insert(String collection, List<BsonDocument> documents) {
        Mono.from(collection(collection).insertMany(documents)).block(PATIENCE);
    }

    /** Once: the server waits for ever for the connections of one that was shut down before. */
    void crash() {
        if (!crashed) {
            crashed = true;
            server.shutdownNow();
        }
    }

    @Override
    public void close() {
        client.close();
        crash();
    }
}
