package io.aisle.classify.explain;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.InferenceFailed;
import io.aisle.classifier.explain.Explainer;
import io.aisle.classifier.explain.Explanation;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ImageFeatures.Reason;
import io.aisle.contract.Product;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import java.io.ByteArrayInputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Explains one product at a time, on a thread of its own, and turns the next one away: explanations ask the engine that
 * classifies, and the stream comes first. What only explanations need (dictionary, decoder, map of the picture) is made
 * when the first one is asked for.
 */
final class ExplanationDesk implements AutoCloseable {
    /** Another product is being explained. */
    static final class Busy extends RuntimeException {
        Busy() {
            super("explain: another product is being explained", null, false, false);
        }
    }

    private final StableModel model;
    private final Scheduler thread = Schedulers.newSingle("explain", true);
    private final AtomicBoolean busy = new AtomicBoolean();
    private @Nullable Prepared prepared;

    ExplanationDesk(StableModel model) {
        this.model = model;
    }

    /** Fails with {@link Busy}, or as {@link Explainer#explain} does. */
    Mono<Explanation> explain(Product product, @Nullable String category) {
        return Mono.defer(() -> {
            if (!busy.compareAndSet(false, true)) {
                return Mono.error(new Busy());
            }
            return Mono.fromCallable(() -> now(product, category))
                    .subscribeOn(thread)
                    .doFinally(signal -> busy.set(false));
        });
    }

    /** A model that was replaced meanwhile is closed under its explanation; the next one is asked instead. */
    private synchronized Explanation now(Product product, @Nullable String category) {
        StableModel.Serving serving = model.now();
        try {
            return by(serving, product, category);
        } catch (InferenceFailed e) {
            StableModel.Serving next = model.now();
            if (next.engine() == serving.engine()) {
                throw e;
            }
            return by(next, product, category);
        }
    }

    private Explanation by(StableModel.Serving serving, Product product, @Nullable String category) {
        Prepared ready = prepared;
        if (ready == null || ready.serving.engine() != serving.engine()) {
            if (ready != null) {
                ready.close();
            }
            ready = Prepared.by(serving);
            prepared = ready;
        }
        return ready.explainer.explain(ready.pair(product), category);
    }

    @Override
    public void close() {
        thread.dispose();
        forget();
    }

    private synchronized void forget() {
        if (prepared != null) {
            prepared.close();
            prepared = null;
        }
    }

    /** Both halves as the two processors make them, and the explainer of one release. */
    private record Prepared(
            StableModel.Serving serving,
            ProductAnalyzer analyzer,
            TextFeatureExtractor texts,
            ImageFeatureExtractor pictures,
            Explainer explainer) {
        static Prepared by(StableModel.Serving serving) {
            ModelRelease release = serving.release();
            ProductAnalyzer analyzer = new ProductAnalyzer();
            Vocabulary vocabulary = Vocabulary.load(new ByteArrayInputStream(release.file(ModelRelease.VOCABULARY)));
            return new Prepared(
                    serving,
                    analyzer,
                    new TextFeatureExtractor(analyzer, vocabulary),
                    new ImageFeatureExtractor(release.inputs().imageSize()),
                    new Explainer(release, serving.engine()));
        }

        Pair pair(Product product) {
            byte[] bytes = product.image();
            ImageFeatures image = bytes == null
                    ? new ImageFeatures.Unavailable(product.key(), Reason.NO_PICTURE, "the event carries none")
                    : pictures.extract(product.key(), bytes);
            return new Pair(texts.extract(product), image, null);
        }

        void close() {
            explainer.close();
            analyzer.close();
        }
    }
}
