package io.aisle.sink.mongo;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Classification;
import io.aisle.delivery.Outcome;
import io.aisle.tests.store.VersionGuardContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;

/** The checklist of stores, against a server that speaks MongoDB's protocol. */
class ITProductStoreVersionGuard extends VersionGuardContract {
    private final EmbeddedStore server = new EmbeddedStore();
    private final ProductStore store = new ProductStore(server.collection("products"), new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected void write(List<Classification> batch) {
        List<Outcome> outcomes = store.write(batch).block(EmbeddedStore.PATIENCE);
        assertThat(outcomes).hasSameSizeAs(batch).allMatch(Outcome.Done.class::isInstance);
    }

    @Override
    protected Map<String, State> states() {
        return server.all("products").stream()
                .collect(toMap(document -> document.getString("_id").getValue(), ITProductStoreVersionGuard::state));
    }

    private static State state(BsonDocument document) {
        BsonDocument current = document.getDocument("current");
        BsonDocument category = current.getDocument("category", null);
        return new State(
                current.getInt64("version").getValue(),
                current.getDocument("product").getBoolean("deleted").getValue(),
                category == null ? "" : category.getString("id").getValue(),
                Instant.ofEpochMilli(current.getDateTime("classifiedAt").getValue()));
    }
}
