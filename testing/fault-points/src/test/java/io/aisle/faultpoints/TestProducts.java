package io.aisle.faultpoints;

import io.aisle.contract.Codec;
import io.aisle.contract.Product;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Products for the apps under test. */
final class TestProducts {
    private TestProducts() {}

    /** An event with bytes for a picture, which are none: they lead as far as the decoder. */
    static byte[] event(String productId) {
        byte[] picture = productId.getBytes(StandardCharsets.UTF_8);
        return Codec.encode(new Product(
                null, productId, 1, "원피스", null, null, null, null, null, null, null, null, picture, null, false));
    }

    /** An id of which the mutant that drops halves makes its victim. */
    static String chosen() {
        return ids().filter(Mutant::isChosen).findFirst().orElseThrow();
    }

    /** An id that it leaves alone. */
    static String spared() {
        return ids().filter(id -> !Mutant.isChosen(id)).findFirst().orElseThrow();
    }

    private static Stream<String> ids() {
        return IntStream.range(0, 10_000).mapToObj(i -> "p-" + i);
    }
}
