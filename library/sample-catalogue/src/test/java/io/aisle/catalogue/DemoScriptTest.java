package io.aisle.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aisle.catalogue.DemoEvent.Kind;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoScriptTest {
    private static final DemoScript SCRIPT = DemoScript.of(SampleCatalogue.of(5).withPictures(32, 32), 600);
    private static final List<DemoEvent> EVENTS = SCRIPT.events().toList();

    @Test
    void holdsEnoughOfEverything() {
        Map<Kind, Long> counts = EVENTS.stream().collect(Collectors.groupingBy(DemoEvent::kind, Collectors.counting()));

        assertThat(EVENTS.stream()
                        .filter(DemoEvent::accepted)
                        .map(each -> each.key().productId())
                        .distinct()
                        .count())
                .isGreaterThanOrEqualTo(600);
        assertThat(counts.get(Kind.NAMED)).isEqualTo(7);
        assertThat(counts.get(Kind.BROKEN_PICTURE)).isGreaterThanOrEqualTo(20);
        assertThat(counts.get(Kind.MALFORMED)).isGreaterThanOrEqualTo(10);
        assertThat(counts.get(Kind.DUPLICATE)).isGreaterThanOrEqualTo(10);
        assertThat(counts.get(Kind.OUTDATED)).isGreaterThanOrEqualTo(10);
        assertThat(counts.get(Kind.DELETION)).isGreaterThanOrEqualTo(5);
    }

    @Test
    void acceptedLinesFulfilTheContractAndCarryTheirKey() {
        assertThat(EVENTS).filteredOn(DemoEvent::accepted).allSatisfy(event -> assertThat(
                        Codec.product(event.json()).key())
                .isEqualTo(event.key()));
    }

    @Test
    void malformedLinesAreRefusedForTheirField() {
        assertThat(EVENTS).filteredOn(event -> event.kind() == Kind.MALFORMED).allSatisfy(event -> {
            ContractViolation refusal =
                    catchThrowableOfType(ContractViolation.class, () -> Codec.product(event.json()));
            assertThat(refusal).isNotNull();
            assertThat(refusal.field()).isEqualTo(event.offendingField());
        });
        assertThat(EVENTS)
                .filteredOn(event -> event.kind() == Kind.MALFORMED)
                .extracting(DemoEvent::offendingField)
                .contains("", "name", "version", "productId", "price", "schemaVersion", "image", "imageUrl");
    }

    @Test
    void duplicatesRepeatEarlierBytesAndOutdatedVersionsFollowNewerOnes() {
        Map<ProductKey, byte[]> sent = new HashMap<>();
        Map<String, Long> newest = new HashMap<>();
        for (DemoEvent event : EVENTS.stream().filter(DemoEvent::accepted).toList()) {
            switch (event.kind()) {
                case DUPLICATE -> assertThat(event.json()).isEqualTo(sent.get(event.key()));
                case OUTDATED ->
                    assertThat(event.key().version())
                            .isLessThan(newest.get(event.key().productId()));
                default -> assertThat(sent).doesNotContainKey(event.key());
            }
            sent.put(event.key(), event.json());
            newest.merge(event.key().productId(), event.key().version(), Math::max);
        }
    }

    @Test
    void deletionsFollowTheirProductAndOneHasALateUpdateBehindIt() {
        List<String> ids = EVENTS.stream()
                .filter(DemoEvent::accepted)
                .map(event -> event.kind() + " " + event.key().productId())
                .toList();
        List<Product> tombstones = EVENTS.stream()
                .filter(event -> event.kind() == Kind.DELETION)
                .map(event -> Codec.product(event.json()))
                .toList();

        assertThat(tombstones).allSatisfy(tombstone -> {
            assertThat(tombstone.deleted()).isTrue();
            assertThat(ids.indexOf("PRODUCT " + tombstone.productId()))
                    .isBetween(0, ids.indexOf("DELETION " + tombstone.productId()));
        });
        assertThat(tombstones).anySatisfy(tombstone -> assertThat(ids.indexOf("OUTDATED " + tombstone.productId()))
                .isGreaterThan(ids.indexOf("DELETION " + tombstone.productId())));
    }

    @Test
    void brokenPicturesAreOfEveryKindAndABombIsSmall() {
        assertThat(EVENTS.stream()
                        .filter(event -> event.kind() == Kind.BROKEN_PICTURE)
                        .map(DemoEvent::unavailable))
                .containsAll(java.util.Arrays.stream(BrokenPicture.values())
                        .map(BrokenPicture::reason)
                        .toList());
        byte[] bomb = BrokenPicture.pngHeader(30_000, 30_000);
        assertThat(bomb).hasSizeLessThan(100);
        assertThat(ByteBuffer.wrap(bomb).getInt(16)).isEqualTo(30_000);
    }

    @Test
    void isWrittenAsOneLineForEachEvent(@TempDir Path folder) throws Exception {
        DemoScript few = DemoScript.of(SampleCatalogue.of(5).withPictures(32, 32), 20);
        few.write(folder.resolve("demo.jsonl"));

        assertThat(Files.readAllLines(folder.resolve("demo.jsonl")))
                .hasSize((int) few.events().count());
    }
}
