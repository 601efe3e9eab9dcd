package io.aisle.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
    static Stream<Arguments> records() {
        return Stream.of(
                arguments(Examples.PRODUCT, Product.class, Examples.PRODUCT_JSON),
                arguments(Examples.SHORTEST, Product.class, Examples.SHORTEST_JSON),
                arguments(Examples.TOMBSTONE, Product.class, Examples.TOMBSTONE_JSON),
                arguments(Examples.TEXT, TextFeatures.class, Examples.TEXT_JSON),
                arguments(Examples.PICTURE_HALF, ImageFeatures.class, Examples.PICTURE_JSON),
                arguments(Examples.UNAVAILABLE, ImageFeatures.class, Examples.UNAVAILABLE_JSON),
                arguments(Examples.DRESS, Category.class, Examples.DRESS_JSON),
                arguments(Examples.CLASSIFICATION, Classification.class, Examples.CLASSIFICATION_JSON),
                arguments(Examples.GONE, Classification.class, Examples.GONE_JSON));
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesTheLiteral(Object record, Class<?> type, String json) {
        assertThat(new String(Codec.encode(record), UTF_8)).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsTheLiteral(Object record, Class<?> type, String json) {
        Object read = Codec.decode(json.getBytes(UTF_8), type);
        assertThat(read).isEqualTo(record).hasSameHashCodeAs(record);
    }

    @Test
    void writesAndReadsADeadLetterWithItsBytes() {
        assertThat(new String(Codec.encode(Examples.DEAD), UTF_8)).isEqualTo(Examples.DEAD_JSON);
        DeadLetter read = Codec.decode(Examples.DEAD_JSON.getBytes(UTF_8), DeadLetter.class);
        assertThat(read).usingRecursiveComparison().isEqualTo(Examples.DEAD);
    }

    @Test
    void readsAProductEventWithItsFullState() {
        assertThat(Codec.product(Examples.PRODUCT_JSON.getBytes(UTF_8))).isEqualTo(Examples.PRODUCT);
    }

    @Test
    void fillsInWhatIsAbsentOrNull() {
        Product read =
                product("{'productId':'p','version':0,'name':'n','mallCategory':null,'deleted':null,'brand':null}");
        assertThat(read).isEqualTo(Examples.SHORTEST);
    }

    @Test
    void ignoresFieldsItDoesNotKnow() {
        assertThat(product("{'productId':'p','version':0,'name':'n','colour':{'hue':[1]},'schemaVersion':'1.7'}")
                        .name())
                .isEqualTo("n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "39000.99", "12345678901.25", "1000000"})
    void keepsAPriceToTheDigit(String price) {
        Product read = product("{'productId':'p','version':0,'name':'n','price':" + price + "}");
        assertThat(read.price()).isEqualByComparingTo(price);
        assertThat(Codec.product(Codec.encode(read)).price()).isEqualByComparingTo(price);
    }

    @ParameterizedTest
    @ValueSource(strings = {"한글", "👗 dress", "\\u0000", "\\\"\\\\"})
    void keepsANameToTheLetter(String name) {
        Product read = product("{'productId':'p','version':0,'name':'n" + name + "'}");
        assertThat(Codec.product(Codec.encode(read))).isEqualTo(read);
    }

    private static Product product(String json) {
        return Codec.product(json.replace('\'', '"').getBytes(UTF_8));
    }
}
