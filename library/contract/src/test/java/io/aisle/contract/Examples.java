package io.aisle.contract;

import io.aisle.contract.Classification.Alternative;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.HeadAnswer;
import io.aisle.contract.Classification.ImageStamp;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Classification.ModelStamp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One record of each kind, and the JSON it has had since version 1. The literals are never edited. */
final class Examples {
    static final Instant THEN = Instant.parse("2026-01-15T02:30:00.125Z");
    static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 0, 1};
    static final String SHA = "0123456789abcdef".repeat(4);

    static final Product PRODUCT = new Product(
            "1.0",
            "mall-a-1001",
            7,
            "여성 원피스",
            "mall-a",
            List.of("패션의류", "원피스"),
            "데일리",
            "메이커",
            "daily",
            "maker",
            new BigDecimal("39000.5"),
            "https://images.example.com/1.jpg",
            PICTURE,
            THEN,
            false);

    static final String PRODUCT_JSON = """
            {"schemaVersion":"1.0","productId":"mall-a-1001","version":7,"name":"여성 원피스","mallId":"mall-a",\
            "mallCategory":["패션의류","원피스"],"brand":"데일리","maker":"메이커","mallBrand":"daily","mallMaker":"maker",\
            "price":39000.5,"imageUrl":"https://images.example.com/1.jpg","image":"/9gAAQ==",\
            "registeredAt":"2026-01-15T02:30:00.125Z","deleted":false}""";

    static final Product SHORTEST =
            new Product("1.0", "p", 0, "n", null, List.of(), null, null, null, null, null, null, null, null, false);

    static final String SHORTEST_JSON = """
            {"schemaVersion":"1.0","productId":"p","version":0,"name":"n","mallCategory":[],"deleted":false}""";

    static final Product TOMBSTONE =
            new Product("1.0", "p", 9, null, null, List.of(), null, null, null, null, null, null, null, null, true);

    static final String TOMBSTONE_JSON = """
            {"schemaVersion":"1.0","productId":"p","version":9,"mallCategory":[],"deleted":true}""";

    static final TextFeatures TEXT = new TextFeatures(
            SHORTEST,
            List.of("원피스"),
            Collections.nCopies(30, 3),
            List.of(),
            Collections.nCopies(15, 0),
            List.of(1, 0, 0, 2),
            SHA);

    static final String TEXT_JSON = "{\"product\":" + SHORTEST_JSON + ",\"nameTokens\":[\"원피스\"],\"nameIds\":["
            + "3,".repeat(29) + "3],\"mallTokens\":[],\"mallIds\":[" + "0,".repeat(14)
            + "0],\"brandIds\":[1,0,0,2],\"vocabulary\":\"" + SHA + "\"}";

    static final ImageFeatures PICTURE_HALF =
            new ImageFeatures.Picture(new ProductKey("p", 7), PICTURE, 128, SHA, "00ff00ff00ff00ff");

    static final String PICTURE_JSON = "{\"kind\":\"picture\",\"key\":{\"productId\":\"p\",\"version\":7},"
            + "\"jpeg\":\"/9gAAQ==\",\"size\":128,\"sha256\":\"" + SHA + "\",\"blockHash\":\"00ff00ff00ff00ff\"}";

    static final ImageFeatures UNAVAILABLE =
            new ImageFeatures.Unavailable(new ProductKey("p", 7), ImageFeatures.Reason.NOT_A_PICTURE, "text/html");

    static final String UNAVAILABLE_JSON = """
            {"kind":"unavailable","key":{"productId":"p","version":7},"reason":"NOT_A_PICTURE","detail":"text/html"}""";

    static final Category DRESS =
            new Category("f-d", List.of(new Category.Node("f", "패션의류"), new Category.Node("f-d", "원피스")));

    static final String DRESS_JSON = """
            {"id":"f-d","path":[{"id":"f","name":"패션의류"},{"id":"f-d","name":"원피스"}]}""";

    static final Classification CLASSIFICATION = new Classification(
            0,
            SHORTEST,
            DRESS,
            0.75,
            List.of(0.875, 0.75),
            List.of(new Alternative(DRESS, 0.125)),
            Map.of(Head.FUSED, new HeadAnswer("f-d", 0.5)),
            Set.of(Modality.NAME),
            "no-children",
            new ModelStamp("sample", "3", "onnx", "fp32"),
            new ImageStamp(null, null, ImageFeatures.Reason.NO_PICTURE),
            THEN,
            THEN);

    static final String CLASSIFICATION_JSON =
            "{\"version\":0,\"product\":" + SHORTEST_JSON + ",\"category\":" + DRESS_JSON
                    + ",\"confidence\":0.75,\"pathConfidence\":[0.875,0.75],\"alternatives\":[{\"category\":"
                    + DRESS_JSON + ",\"probability\":0.125}],"
                    + "\"heads\":{\"FUSED\":{\"categoryId\":\"f-d\",\"probability\":0.5}},\"modalities\":[\"NAME\"],"
                    + "\"rule\":\"no-children\","
                    + "\"model\":{\"name\":\"sample\",\"version\":\"3\",\"engine\":\"onnx\",\"precision\":\"fp32\"},"
                    + "\"image\":{\"unavailable\":\"NO_PICTURE\"},"
                    + "\"acceptedAt\":\"2026-01-15T02:30:00.125Z\",\"classifiedAt\":\"2026-01-15T02:30:00.125Z\"}";

    static final Classification GONE = Classification.tombstone(TOMBSTONE, null, THEN);

    static final String GONE_JSON = "{\"version\":9,\"product\":" + TOMBSTONE_JSON
            + ",\"confidence\":0.0,\"pathConfidence\":[],\"alternatives\":[],\"heads\":{},\"modalities\":[],"
            + "\"classifiedAt\":\"2026-01-15T02:30:00.125Z\"}";

    static final DeadLetter DEAD = new DeadLetter(
            "tokenize",
            "malformed",
            "name: is required (p)",
            1,
            "p",
            7L,
            "products",
            "products",
            Map.of("aisle-version", "7", "aisle-kind", "product"),
            "{}".getBytes(StandardCharsets.UTF_8),
            THEN);

    static final String DEAD_JSON = """
            {"stage":"tokenize","reason":"malformed","detail":"name: is required (p)","attempts":1,"productId":"p",\
            "version":7,"exchange":"products","routingKey":"products",\
            "headers":{"aisle-kind":"product","aisle-version":"7"},"payload":"e30=","at":"2026-01-15T02:30:00.125Z"}""";

    private Examples() {}
}
