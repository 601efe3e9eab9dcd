package io.aisle.classify;

import io.aisle.classifier.ModelRelease;
import io.aisle.contract.Codec;
import io.aisle.contract.Headers;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import io.aisle.contract.TextFeatures;
import io.aisle.tests.delivery.ProcessorContract;
import java.util.Collections;
import java.util.List;

/** The classifier's app passes the checklist of processors; its one output needs two inputs, from two queues. */
class ITClassify extends ProcessorContract {
    private static final String VOCABULARY =
            ModelRelease.sha256(ModelRelease.fromClasspath().file(ModelRelease.VOCABULARY));

    @Override
    protected Class<?> application() {
        return ClassifyApplication.class;
    }

    @Override
    protected String stage() {
        return "classify";
    }

    @Override
    protected List<Input> inputs(String productId, long version) {
        return List.of(
                new Input(partition("text", productId), Codec.encode(text(productId, version, 0)), Headers.KIND_TEXT),
                new Input(partition("image", productId), Codec.encode(image(productId, version)), Headers.KIND_IMAGE));
    }

    @Override
    protected Input malformed() {
        return new Input("text-0", "{\"product\":{\"productId\":\"bad\"}}".getBytes(), Headers.KIND_TEXT);
    }

    static String partition(String kind, String productId) {
        return kind + "-" + Math.abs(productId.hashCode() % 6);
    }

    static TextFeatures text(String id, long version, int word) {
        Product product = new Product(
                null, id, version, "원피스", null, null, null, null, null, null, null, null, null, null, false);
        return new TextFeatures(
                product, List.of("원피스"), Collections.nCopies(30, word), List.of(), ids(15), ids(4), VOCABULARY);
    }

    static ImageFeatures image(String id, long version) {
        return new ImageFeatures.Unavailable(
                new ProductKey(id, version), ImageFeatures.Reason.NO_PICTURE, "the event carried none");
    }

    private static List<Integer> ids(int length) {
        return Collections.nCopies(length, 0);
    }
}
