package io.aisle.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Features;
import io.aisle.contract.Headers;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import io.aisle.contract.TextFeatures;
import io.aisle.delivery.Delivery;
import io.aisle.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.support.MessageBuilder;

class HalfJoinTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final String ACCEPTED = "2026-11-21T10:15:30Z";

    /** May overflow, as the JVM's may. */
    private long now = Long.MAX_VALUE - TIMEOUT.toNanos() / 2;

    private final HalfJoin join = new HalfJoin(TIMEOUT, 3, () -> now);

    @Test
    void completesAPairWhicheverHalfComesFirst() {
        Half text = text("a", 1);
        Half image = image("a", 1);
        assertThat(join.offer(text)).isEmpty();
        Joined.Complete pair = complete(join.offer(image));

        assertThat(pair.key()).isEqualTo(new ProductKey("a", 1));
        assertThat(pair.deliveries()).containsExactly(text.delivery(), image.delivery());
        assertThat(pair.acceptedAt()).isEqualTo(Instant.parse(ACCEPTED));

        assertThat(join.offer(image("b", 1))).isEmpty();
        assertThat(complete(join.offer(text("b", 1))).key().productId()).isEqualTo("b");
    }

    @Test
    void keepsVersionsOfAProductApart() {
        assertThat(join.offer(text("a", 1))).isEmpty();
        assertThat(join.offer(image("a", 2))).isEmpty();
        assertThat(complete(join.offer(text("a", 2))).key().version()).isEqualTo(2);
        assertThat(join.size()).isEqualTo(2);
    }

    @Test
    void acknowledgesADuplicateWithThePairItBelongsTo() {
        Half again = text("a", 1);
        join.offer(text("a", 1));
        assertThat(join.offer(again)).isEmpty();
        join.offer(image("a", 1));
        Half late = image("a", 1);
        assertThat(join.offer(late)).isEmpty();

        assertThat(join.finish(new ProductKey("a", 1), true)).containsExactly(again.delivery(), late.delivery());
        assertThat(join.size()).isZero();
    }

    @Test
    void dropsADuplicateOfWhatWasClassified() {
        join.offer(text("a", 1));
        join.offer(image("a", 1));
        join.finish(new ProductKey("a", 1), true);

        Half late = text("a", 1);
        assertThat(settled(join.offer(late)).outcome()).isInstanceOf(Outcome.Done.class);
        assertThat(join.size()).isZero();
    }

    @Test
    void takesAgainWhatWasDeadLetteredAndReplayed() {
        join.offer(text("a", 1));
        join.offer(image("a", 1));
        join.finish(new ProductKey("a", 1), false);

        assertThat(join.offer(text("a", 1))).isEmpty();
        assertThat(join.offer(image("a", 1))).containsInstanceOf(Joined.Complete.class);
    }

    @Test
    void remembersOnlyAsManyAsItMay() {
        for (String id : List.of("a", "b", "c", "d")) {
            join.offer(text(id, 1));
            join.offer(image(id, 1));
            join.finish(new ProductKey(id, 1), true);
        }
        assertThat(join.offer(text("a", 1))).as("the eldest is forgotten").isEmpty();
        assertThat(join.offer(text("b", 1))).containsInstanceOf(Joined.Settled.class);
    }

    @Test
    void deadLettersAHalfAndItsDuplicatesWhenThePartnerNeverComes() {
        Half image = image("a", 1);
        Half again = image("a", 1);
        join.offer(image);
        join.offer(again);
        now += TIMEOUT.minusSeconds(1).toNanos();
        join.offer(text("young", 1));
        assertThat(join.expired()).isEmpty();

        now += Duration.ofSeconds(2).toNanos();
        assertThat(join.expired()).singleElement().satisfies(orphan -> {
            assertThat(orphan.deliveries()).containsExactly(image.delivery(), again.delivery());
            assertThat(((Joined.Settled) orphan).outcome())
                    .isEqualTo(new Outcome.Dead("half-missing", "no text half came within PT15M"));
        });
        assertThat(join.size()).isEqualTo(1);
    }

    @Test
    void neverExpiresAPairThatIsBeingClassified() {
        join.offer(text("a", 1));
        join.offer(image("a", 1));
        now += TIMEOUT.multipliedBy(2).toNanos();
        assertThat(join.expired()).isEmpty();
    }

    private static Joined.Complete complete(Optional<Joined> joined) {
        return (Joined.Complete) joined.orElseThrow();
    }

    private static Joined.Settled settled(Optional<Joined> joined) {
        return (Joined.Settled) joined.orElseThrow();
    }

    private static Half text(String id, long version) {
        Product product = new Product(
                null, id, version, "원피스", null, null, null, null, null, null, null, null, null, null, false);
        return half(new TextFeatures(product, List.of("원피스"), zeros(30), List.of(), zeros(15), zeros(4), "vocabulary"));
    }

    private static Half image(String id, long version) {
        return half(new ImageFeatures.Unavailable(
                new ProductKey(id, version), ImageFeatures.Reason.NO_PICTURE, "the event carried none"));
    }

    private static Half half(Features features) {
        return new Half(
                features,
                Delivery.of(MessageBuilder.withPayload(new byte[0])
                        .setHeader(Headers.ACCEPTED_AT, ACCEPTED)
                        .build()));
    }

    private static List<Integer> zeros(int length) {
        return Collections.nCopies(length, 0);
    }
}
