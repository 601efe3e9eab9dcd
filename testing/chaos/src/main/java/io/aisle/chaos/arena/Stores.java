package io.aisle.chaos.arena;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import io.aisle.chaos.traffic.Poisoned;
import io.aisle.cli.account.LegacyStore;
import io.aisle.cli.account.MongoStore;
import io.aisle.cli.screen.CommandFailed;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Both stores of a deployment, past every proxy: read by the checker, emptied between runs. */
final class Stores implements AutoCloseable {
    private static final Bson TIMES = Projections.include("current.acceptedAt", "current.classifiedAt");
    private static final int NO_TABLE = 42102; // H2: the sink has not made it yet

    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoStore mongo;
    private final LegacyStore legacy;

    Stores(String mongoUri, String legacyUrl) {
        this.client = MongoClients.create(mongoUri);
        this.database = client.getDatabase("aisle");
        this.mongo = MongoStore.at(mongoUri);
        this.legacy = new LegacyStore(legacyUrl);
    }

    MongoStore mongo() {
        return mongo;
    }

    LegacyStore legacy() {
        return legacy;
    }

    void wipeDocuments() {
        database.getCollection("products").deleteMany(new Document());
        database.getCollection("dead_letters").deleteMany(new Document());
    }

    void wipe() {
        wipeDocuments();
        try (Connection connection = DriverManager.getConnection(legacy.url(), "sa", "");
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from product_category");
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_TABLE) {
                throw new CommandFailed("cannot empty the legacy table", "See the log of sink-legacy", e);
            }
        }
    }

    /** Of the harmless products. */
    long[] latencies() {
        return StreamSupport.stream(
                        database.getCollection("products")
                                .find()
                                .projection(TIMES)
                                .spliterator(),
                        false)
                .filter(product -> !product.getString("_id").contains(Poisoned.MARK))
                .map(product -> product.get("current", Document.class))
                .filter(Objects::nonNull)
                .filter(answer -> answer.get("acceptedAt") instanceof Date)
                .mapToLong(answer -> Duration.between(instant(answer, "acceptedAt"), instant(answer, "classifiedAt"))
                        .toMillis())
                .sorted()
                .toArray();
    }

    private static java.time.Instant instant(Document answer, String field) {
        return answer.getDate(field).toInstant();
    }

    @Override
    public void close() {
        mongo.close();
        client.close();
    }
}
