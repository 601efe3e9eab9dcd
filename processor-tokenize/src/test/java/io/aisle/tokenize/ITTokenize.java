package io.aisle.tokenize;

import io.aisle.contract.Headers;
import io.aisle.tests.delivery.ProcessorContract;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text processor's app passes the checklist of processors. */
class ITTokenize extends ProcessorContract {
    @Override
    protected Class<?> application() {
        return TokenizeApplication.class;
    }

    @Override
    protected String stage() {
        return "tokenize";
    }

    @Override
    protected List<Input> inputs(String productId, long version) {
        return List.of(event(
                "{\"productId\": \"%s\", \"version\": %d, \"name\": \"낚시대 500ml\"}".formatted(productId, version)));
    }

    @Override
    protected Input malformed() {
        return event("{\"productId\": \"bad\"}");
    }

    @Override
    protected List<String> properties() {
        return List.of("--aisle.tokenize.vocabulary=classpath:/tokenize-test/vocabulary.txt");
    }

    private static Input event(String json) {
        return new Input("products", json.getBytes(StandardCharsets.UTF_8), Headers.KIND_PRODUCT);
    }
}
