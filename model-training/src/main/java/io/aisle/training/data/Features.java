package io.aisle.training.data;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.Product;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import java.io.ByteArrayInputStream;

/** Both halves of a product, as the two processors make them. Thread-safe. */
public record Features(TextFeatureExtractor texts, ImageFeatureExtractor pictures) {
    /** The features a release reads. */
    public static Features of(ModelRelease release, ProductAnalyzer analyzer) {
        Vocabulary vocabulary = Vocabulary.load(new ByteArrayInputStream(release.file(ModelRelease.VOCABULARY)));
        return new Features(
                new TextFeatureExtractor(analyzer, vocabulary),
                new ImageFeatureExtractor(release.inputs().imageSize()));
    }

    /** The pair of a product whose picture, if any, is inline. */
    public Pair of(Product product) {
        byte[] bytes = product.image();
        ImageFeatures image = bytes == null
                ? new ImageFeatures.Unavailable(product.key(), ImageFeatures.Reason.NO_PICTURE, "the product has none")
                : pictures.extract(product.key(), bytes);
        return new Pair(texts.extract(product), image, null);
    }
}
