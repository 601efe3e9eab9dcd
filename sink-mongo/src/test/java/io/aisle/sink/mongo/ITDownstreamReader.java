package io.aisle.sink.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.tests.store.Answers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plays a service that reads categories: only what the README promises it is used here. */
class ITDownstreamReader {
    private final EmbeddedStore server = new EmbeddedStore();

    @BeforeEach
    void store() {
        new ProductStore(server.collection("products"), new SimpleMeterRegistry())
                .write(List.of(
                        Answers.live("dress-1", 1, "dress", Instant.parse("2026-01-01T00:00:00Z")),
                        Answers.live("figure-1", 1, "figure", Instant.parse("2026-01-03T00:00:00Z")),
                        Answers.live("gone", 1, "dress", Instant.parse("2026-01-01T00:00:00Z")),
                        Answers.tombstone("gone", 2)))
                .block(EmbeddedStore.PATIENCE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void oneReadByIdAnswersOneQuestion() {
        BsonDocument current =
                server.find("products", eq("_id", "dress-1")).get(0).getDocument("current");
        assertThat(current.getDocument("category")
                        .getArray("path")
                        .get(1)
                        .asDocument()
                        .getString("name")
                        .getValue())
                .isEqualTo("이름 dress");
        assertThat(current.getDouble("confidence").getValue()).isEqualTo(0.75);
        assertThat(current.getDocument("product").getString("name").getValue()).isEqualTo("여름 원피스 1");
    }

    @Test
    void subtreeHoldsItsLeavesAndNoDeletedProduct() {
        assertThat(ids(eq("current.category.path.id", "fashion"))).containsExactlyInAnyOrder("dress-1", "figure-1");
        assertThat(ids(eq("current.category.id", "dress"))).containsExactly("dress-1");
    }

    @Test
    void productsOfAMallAreReadWithoutTheDeletedOnes() {
        assertThat(ids(and(eq("current.product.mallId", "mall-1"), eq("current.product.deleted", false))))
                .containsExactlyInAnyOrder("dress-1", "figure-1");
    }

    @Test
    void changesSinceAMomentIncludeDeletions() {
        Bson since = gte("current.classifiedAt", Date.from(Instant.parse("2026-01-02T00:00:00Z")));
        assertThat(ids(since)).containsExactlyInAnyOrder("figure-1", "gone");
    }

    @Test
    void deletedProductKeepsItsVersionAndHasNoCategory() {
        BsonDocument current = server.find("products", eq("_id", "gone")).get(0).getDocument("current");
        assertThat(current.getInt64("version").getValue()).isEqualTo(2);
        assertThat(current.getDocument("product").getBoolean("deleted").getValue())
                .isTrue();
        assertThat(current).doesNotContainKey("category");
    }

    private List<String> ids(Bson filter) {
        return server.find("products", filter).stream()
                .map(document -> document.getString("_id").getValue())
                .toList();
    }
}
