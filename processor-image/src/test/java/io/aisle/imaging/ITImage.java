package io.aisle.imaging;

import io.aisle.contract.Headers;
import io.aisle.tests.delivery.ProcessorContract;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The picture app passes the checklist of processors; a product without a picture has a half as well. */
class ITImage extends ProcessorContract {
    @Override
    protected Class<?> application() {
        return ImagingApplication.class;
    }

    @Override
    protected String stage() {
        return "image";
    }

    @Override
    protected List<Input> inputs(String productId, long version) {
        return List.of(input("{\"productId\":\"" + productId + "\",\"version\":" + version
                + ",\"name\":\"여성 롱 원피스 95\",\"mallCategory\":[\"의류\",\"여성\"]}"));
    }

    @Override
    protected Input malformed() {
        return input("{\"productId\":\"bad\",\"version\":1}");
    }

    private static Input input(String json) {
        return new Input("products", json.getBytes(StandardCharsets.UTF_8), Headers.KIND_PRODUCT);
    }
}
