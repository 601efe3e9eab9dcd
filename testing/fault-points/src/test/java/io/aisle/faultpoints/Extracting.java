package io.aisle.faultpoints;

import io.aisle.contract.Codec;
import io.aisle.contract.Product;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import java.util.List;

/**
 * Extracts the words of the products it is told. For one that loops it does not wait very long; then it interrupts, and
 * does not wait very long again.
 */
final class Extracting {
    private static final long MILLIS = 2_000;

    public static void main(String[] ids) throws Exception {
        try (ProductAnalyzer analyzer = new ProductAnalyzer()) {
            var extractor = new TextFeatureExtractor(analyzer, Vocabulary.build(List.of(), 1, 1, 7));
            for (String id : ids) {
                Thread worker = new Thread(() -> System.out.println(id + ": " + words(extractor, id)));
                worker.setDaemon(true);
                worker.start();
                worker.join(id.contains("loop") ? MILLIS : 0);
                worker.interrupt();
                worker.join(MILLIS);
                if (worker.isAlive()) {
                    System.out.println(id + ": still " + worker.getState());
                }
            }
        }
    }

    private static String words(TextFeatureExtractor extractor, String id) {
        Product product = Codec.product(TestProducts.event(id));
        try {
            return extractor.extract(product).nameTokens().size() + " words";
        } catch (IllegalStateException e) {
            return e.getClass().getSimpleName();
        }
    }
}
