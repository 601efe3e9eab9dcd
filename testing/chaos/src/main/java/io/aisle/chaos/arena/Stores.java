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
import org.jspecify.annotations.Nullable;

/** Both stores of a deployment, past every proxy: read by the checker, emptied between runs. */
public final class Stores implements AutoCloseable {
    private static final Bson TIMES = Projections.include("current.acceptedAt", "current.classifiedAt");
    private static final int NO_TABLE = 42102; // H2: the sink has not made it yet

    private final MongoClient client;
    private final MongoDatabase database;
    private final MongoStore mongo;
    private final @Nullable LegacyStore legacy;

    /** @param legacyUrl JDBC address of the second sink; null when there is none */
    Stores(String mongoUri, @Nullable String legacyUrl) {
        this.client = MongoClients.create(mongoUri);
        this.database = client.getDatabase("aisle");
        this.mongo = MongoStore.at(mongoUri);
        this.legacy = legacyUrl == null ? null : new LegacyStore(legacyUrl);
    }

    public MongoStore mongo() {
        return mongo;
    }

    /** Null when there is none. */
    public @Nullable LegacyStore legacy() {
        return legacy;
    }

    /** Empties both. */
    public void wipe() {
        database.getCollection("products").deleteMany(new Document());
        database.getCollection("dead_letters").deleteMany(new Document());
        if (legacy != null) {
            wipe(legacy);
        }
    }

    private static void wipe(LegacyStore legacy) {
        try (Connection connection = DriverManager.getConnection(legacy.url(), "sa", "");
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from product_category");
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_TABLE) {
                throw new CommandFailed("cannot empty the legacy table", "See the log of sink-legacy", e);
            }
        }
    }

    /** Milliseconds from accepted to classified, sorted, of every answer that stands; harmless products only. */
    public long[] latencies() {
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
