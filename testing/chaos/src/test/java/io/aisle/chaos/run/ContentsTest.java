package io.aisle.chaos.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.chaos.traffic.Poisoned;
import io.aisle.cli.account.Result;
import io.aisle.contract.ProductKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContentsTest {
    private static final ProductKey SHOE = new ProductKey("a", 1);
    private static final ProductKey GONE = new ProductKey("b", 3);
    private static final ProductKey TOXIC = new ProductKey(Poisoned.MARK + "7", 1);

    private final Contents contents = Contents.of(Stream.of(
                    "{'productId':'a','version':1,'name':'shoe','image':'/9gAAQ=='}",
                    "{'productId':'b','version':3,'deleted':true}",
                    "{'productId':'" + TOXIC.productId() + "','version':1,'name':'n','image':'/9gAAQ=='}",
                    "{'productId':'c','version':'seven'")
            .map(line -> line.replace('\'', '"').getBytes(UTF_8))
            .toList());

    @Test
    void whatStandsIsWhatWasSent() {
        assertThat(contents.objections(
                        Set.of(SHOE, GONE, TOXIC), List.of(stored(SHOE, "shoe", "leaf", ""), stored(GONE, "", "", ""))))
                .isEmpty();
    }

    @Test
    void objectsToASourceThatTakesNothing() {
        assertThat(contents.objections(Set.of(GONE), List.of()))
                .containsExactly("1 healthy versions not accepted, such as a@1");
    }

    @Test
    void objectsToSwappedFieldsAndToATombstoneThatIsNone() {
        assertThat(contents.objections(
                        Set.of(SHOE, GONE),
                        List.of(stored(SHOE, "scarf", "leaf", ""), stored(GONE, "shoe", "leaf", ""))))
                .singleElement()
                .asString()
                .startsWith("2 healthy versions stored with the fields of another");
    }

    @Test
    void objectsToAPictureThatWasLost() {
        assertThat(contents.objections(Set.of(SHOE, GONE), List.of(stored(SHOE, "shoe", "leaf", "undecodable"))))
                .containsExactly("1 healthy versions stored without their picture, such as a@1");
    }

    private static Result stored(ProductKey key, String name, String category, String unavailable) {
        return new Result(key, name, category, category, 1, "", unavailable, "");
    }
}
