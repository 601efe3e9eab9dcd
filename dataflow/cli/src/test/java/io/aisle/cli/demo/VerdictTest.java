package io.aisle.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.catalogue.DemoEvent.Kind;
import io.aisle.cli.account.Result;
import io.aisle.cli.ledger.Entry;
import io.aisle.cli.ledger.Ledger;
import io.aisle.contract.ProductKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {
    private static final ProductKey NAMED = new ProductKey("named-1", 1);
    private static final ProductKey OTHER = new ProductKey("p", 1);
    private static final Traffic TRAFFIC = new Traffic(
            Path.of("none"),
            List.of(
                    new Traffic.Expected(1, Kind.NAMED, NAMED, "01", true),
                    new Traffic.Expected(2, Kind.PRODUCT, OTHER, "02", true)));

    @TempDir
    Path folder;

    @Test
    void aNamedCaseThatIsWrongOrUnansweredIsTold() {
        assertThat(verdict("01", "02").wrong()).isEmpty();
        assertThat(verdict("09", "02").wrong()).singleElement().asString().contains("named-1@1");
        assertThat(verdict(null, "02").wrong()).singleElement().asString().contains("no answer");
    }

    @Test
    void anOrdinaryProductThatIsWrongOnlyLowersTheAccuracy() {
        Verdict verdict = verdict("01", "09");
        assertThat(verdict.wrong()).isEmpty();
        assertThat(verdict.right()).isEqualTo(1);
        assertThat(verdict.classified()).isEqualTo(2);
    }

    @Test
    void exactlyTheMalformedLinesMustBeRefused() {
        assertThat(Verdict.refusals(Set.of(3L, 4L), Set.of(3L, 4L))).isEmpty();
        assertThat(Verdict.refusals(Set.of(3L, 4L), Set.of(4L, 5L)))
                .containsExactly("line 3 is malformed and was not refused", "line 5 is good and was refused");
    }

    @Test
    void aLineThatWasGivenUpIsTold() {
        assertThat(verdict("01", "02", 1).wrong()).containsExactly("line 2 was given up without an answer");
    }

    private Verdict verdict(String named, String other) {
        return verdict(named, other, 2);
    }

    private Verdict verdict(String named, String other, long answered) {
        Map<ProductKey, Result> results = new HashMap<>();
        add(results, NAMED, named);
        add(results, OTHER, other);
        Path file = folder.resolve("ledger-" + System.nanoTime());
        try (Ledger ledger = Ledger.open(file)) {
            ledger.append(LongStream.rangeClosed(1, answered)
                    .mapToObj(line -> new Entry(Entry.Event.ACCEPTED, NAMED, line, "", Instant.EPOCH))
                    .toList());
        }
        return Verdict.of(TRAFFIC, results, file);
    }

    private static void add(Map<ProductKey, Result> results, ProductKey key, String category) {
        if (category != null) {
            results.put(key, new Result(key, "n", category, category, 1, "name", "", "onnx"));
        }
    }
}
