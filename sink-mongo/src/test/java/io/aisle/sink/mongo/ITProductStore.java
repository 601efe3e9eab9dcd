package io.aisle.sink.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.aisle.contract.Category;
import io.aisle.contract.Classification;
import io.aisle.delivery.DependencyUnavailable;
import io.aisle.delivery.Outcome;
import io.aisle.tests.store.Answers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class ITProductStore {
    private static final int LARGER_THAN_ANY_DOCUMENT = 17 << 20;

    private final EmbeddedStore server = new EmbeddedStore();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ProductStore store = new ProductStore(server.collection("products"), meters);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void documentTooLargeForTheStoreDiesAloneInItsBatch() {
        assertDiesAlone(withCategoryName("x".repeat(LARGER_THAN_ANY_DOCUMENT)));
    }

    @Test
    void documentTheServerRefusesDiesAloneInItsBatch() {
        server.index("products", Indexes.ascending("current.product.name"), new IndexOptions().unique(true));
        store.write(List.of(Answers.live("first", 5))).block(EmbeddedStore.PATIENCE);
        List<Outcome> outcomes = store.write(
                        List.of(Answers.live("a", 1), Answers.live("same-name-as-first", 5), Answers.live("b", 2)))
                .block(EmbeddedStore.PATIENCE);
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Outcome.Dead.class, dead -> {
            assertThat(dead.reason()).isEqualTo("not-storable");
            assertThat(dead.detail()).contains("11000");
        });
        assertThat(List.of(outcomes.get(0), outcomes.get(2))).allMatch(Outcome.Done.class::isInstance);
        assertThat(ids()).containsExactlyInAnyOrder("first", "a", "b");
    }

    @Test
    void storeThatIsDownFailsTheBatchSoThatItIsHeld() {
        server.crash();
        StepVerifier.create(store.write(List.of(Answers.live("a", 1))))
                .expectError(DependencyUnavailable.class)
                .verify(EmbeddedStore.PATIENCE);
    }

    @Test
    void emptyBatchIsNoWrite() {
        StepVerifier.create(store.write(List.of())).expectNext(List.of()).verifyComplete();
    }

    @Test
    void countsWhatWasStoredAndWhatWasSuperseded() {
        store.write(List.of(Answers.live("a", 2), Answers.live("b", 1))).block(EmbeddedStore.PATIENCE);
        store.write(List.of(Answers.live("a", 1), Answers.live("b", 1), Answers.live("b", 2)))
                .block(EmbeddedStore.PATIENCE);
        assertThat(count("stored")).isEqualTo(3);
        assertThat(count("superseded")).isEqualTo(2);
    }

    private double count(String result) {
        return meters.counter("aisle.store.writes", "result", result).count();
    }

    private void assertDiesAlone(Classification poison) {
        List<Classification> batch = Stream.concat(
                        IntStream.range(0, 5).mapToObj(i -> Answers.live("good-" + i, 1)), Stream.of(poison))
                .toList();
        List<Outcome> outcomes = store.write(batch).block(EmbeddedStore.PATIENCE);
        assertThat(outcomes).hasSize(6);
        assertThat(outcomes.subList(0, 5)).allMatch(Outcome.Done.class::isInstance);
        assertThat(outcomes.get(5)).isInstanceOfSatisfying(Outcome.Dead.class, dead -> {
            assertThat(dead.reason()).isEqualTo("not-storable");
            assertThat(dead.detail()).hasSizeLessThan(1_000);
        });
        assertThat(ids()).hasSize(5).doesNotContain("poison");
    }

    private List<String> ids() {
        return server.all("products").stream()
                .map(document -> document.getString("_id").getValue())
                .toList();
    }

    private static Classification withCategoryName(String name) {
        Category huge = new Category("dress", List.of(new Category.Node("dress", name)));
        Classification base = Answers.live("poison", 1);
        return new Classification(
                1,
                base.product(),
                huge,
                1,
                List.of(),
                List.of(),
                Map.of(),
                Set.of(),
                null,
                null,
                null,
                null,
                base.classifiedAt());
    }
}
