package io.aisle.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.catalogue.DemoEvent.Kind;
import io.aisle.cli.account.Result;
import io.aisle.contract.ProductKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final ProductKey NAMED = new ProductKey("named-1", 1);
    private static final ProductKey OTHER = new ProductKey("p", 1);
    private static final Traffic TRAFFIC = new Traffic(
            Path.of("none"),
            List.of(
                    new Traffic.Expected(1, Kind.NAMED, NAMED, "01", true),
                    new Traffic.Expected(2, Kind.PRODUCT, OTHER, "02", true)));

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

    private static Verdict verdict(String named, String other) {
        Map<ProductKey, Result> results = new HashMap<>();
        add(results, NAMED, named);
        add(results, OTHER, other);
        return Verdict.of(TRAFFIC, results, Path.of("none"));
    }

    private static void add(Map<ProductKey, Result> results, ProductKey key, String category) {
        if (category != null) {
            results.put(key, new Result(key, "n", category, category, 1, "name", "", "onnx"));
        }
    }
}
