package io.aisle.faultpoints;

import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Products that harm the stages {@code tokenize} and {@code image}, by a word in their id:
 *
 * <ul>
 *   <li>{@code poison-throw}: the work on it ends in an {@link IllegalStateException}. The stage {@code image} may
 *       answer that with a half {@code unavailable}, which is no loss: the product is classified by its words;
 *   <li>{@code poison-loop}: the work on it never ends, and heeds no interrupt;
 *   <li>{@code poison-crash}: the process ends when the work on it begins, each time it is delivered.
 * </ul>
 *
 * <p>It acts on the thread that works: where words are made, and where a picture is looked up and decoded. So a product
 * without a picture, or whose picture cannot be fetched, harms only {@code tokenize}.
 */
public final class Poison {
    static final List<Weaving> WEAVINGS = List.of(
            new Weaving(Weaving.TEXT_EXTRACTOR, "extract", InText.class),
            new Weaving(Weaving.PICTURE_CACHE, "half", InImage.class));

    private Poison() {}

    /** Called from woven code: the work on this product begins. */
    public static void swallow(String productId) {
        if (productId.contains("poison-throw")) {
            FaultPoints.sayOnce("poison-throw active");
            throw new IllegalStateException("poison-throw: asked to fail (" + productId + ")");
        }
        if (productId.contains("poison-crash")) {
            FaultPoints.sayOnce("poison-crash active");
            Runtime.getRuntime().halt(HaltPoint.KILLED);
        }
        if (productId.contains("poison-loop")) {
            FaultPoints.sayOnce("poison-loop active");
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    static final class InText {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Product product) {
            Poison.swallow(product.productId());
        }
    }

    static final class InImage {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) ProductKey key) {
            Poison.swallow(key.productId());
        }
    }
}
