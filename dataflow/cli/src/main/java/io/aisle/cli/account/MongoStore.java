package io.aisle.cli.account;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.contract.ProductKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The first sink as a reader sees it: {@code products}, and {@code dead_letters} of all stages beside it. */
public final class MongoStore implements AutoCloseable {
    /** The sink's name. */
    public static final String SINK = "mongo";

    /** The stage whose dead letters concern this store and no other; also the consumer group of its queue. */
    public static final String STAGE = "store";

    /** Letters that wait: not sent again, and not void because their product version stands in this store after all. */
    public static final Bson OPEN = Filters.and(Filters.eq("replayedAt", null), Filters.eq("resolvedAt", null));

    private static final Bson OUTDATED =
            Filters.and(Filters.eq("replayedAt", null), Filters.eq("resolvedBy", "superseded"));

    private static final String DATABASE = "aisle";
    private static final Bson KEYS = Projections.include("current.version", "current.category.id");

    private final MongoClient client;
    private final MongoDatabase database;

    private MongoStore(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.database = database;
    }

    /** @param uri connection string; the database is {@code aisle} when it names none */
    public static MongoStore at(String uri) {
        var address = new ConnectionString(uri);
        MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(address)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
                .build());
        String name = Objects.requireNonNullElse(address.getDatabase(), DATABASE);
        return new MongoStore(client, client.getDatabase(name));
    }

    /** What stands for each product. */
    public List<Row> rows() {
        return read(products(), Filters.empty(), KEYS, MongoStore::row);
    }

    /** What stands for one product; empty when nothing does. */
    public Optional<Row> row(String productId) {
        return read(products(), Filters.eq(productId), KEYS, MongoStore::row).stream()
                .findFirst();
    }

    /** Open dead letters that name a product version. */
    public List<Grave> graves() {
        return graves(OPEN);
    }

    /** Letters that this store closed because it holds a newer version, which another sink may never get. */
    List<Grave> outdated() {
        return graves(OUTDATED);
    }

    /** Both of these that speak of one product. */
    public List<Grave> graves(String productId) {
        return graves(Filters.and(Filters.eq("productId", productId), Filters.or(OPEN, OUTDATED)));
    }

    /** All letters of one product without their bytes, the oldest first. */
    public List<Document> letters(String productId) {
        return read(deadLetters(), Filters.eq("productId", productId), Projections.exclude("payload"), one -> one)
                .stream()
                .sorted(Comparator.comparing(letter -> Objects.requireNonNullElse(letter.getDate("at"), new Date(0))))
                .toList();
    }

    private List<Grave> graves(Bson which) {
        return read(
                deadLetters(),
                which,
                Projections.include("productId", "version", "stage", "reason", "queue", "resolvedAt"),
                MongoStore::grave);
    }

    /** What stands for each product, with what people want to see of it. */
    public List<Result> results() {
        return read(products(), Filters.empty(), Result.FIELDS, Result::of);
    }

    /** Open dead letters, whether they name a product version or not. */
    public List<Document> open(Bson fields) {
        return read(deadLetters(), OPEN, fields, letter -> letter);
    }

    /** The dead letters themselves, for those who send them again. */
    public MongoCollection<Document> deadLetters() {
        return database.getCollection("dead_letters");
    }

    private MongoCollection<Document> products() {
        return database.getCollection("products");
    }

    private static <T> List<T> read(
            MongoCollection<Document> from, Bson filter, Bson fields, Function<Document, @Nullable T> reading) {
        try {
            var found = new ArrayList<T>();
            for (Document document : from.find(filter).projection(fields).batchSize(1_000)) {
                T read = reading.apply(document);
                if (read != null) {
                    found.add(read);
                }
            }
            return found;
        } catch (MongoException e) {
            throw new CommandFailed("cannot read MongoDB", "See ./aisle account --stuck", e);
        }
    }

    private static @Nullable Row row(Document product) {
        Number version = product.getEmbedded(List.of("current", "version"), Number.class);
        String category = product.getEmbedded(List.of("current", "category", "id"), String.class);
        return version == null
                ? null
                : new Row(
                        new ProductKey(product.getString("_id"), version.longValue()),
                        Objects.requireNonNullElse(category, ""));
    }

    private static @Nullable Grave grave(Document letter) {
        String productId = letter.getString("productId");
        Number version = letter.get("version", Number.class);
        return productId == null || version == null
                ? null
                : new Grave(
                        new ProductKey(productId, version.longValue()),
                        letter.getString("stage"),
                        letter.getString("reason"),
                        Objects.requireNonNullElse(letter.getString("queue"), ""),
                        letter.get("resolvedAt") == null);
    }

    @Override
    public void close() {
        client.close();
    }
}
