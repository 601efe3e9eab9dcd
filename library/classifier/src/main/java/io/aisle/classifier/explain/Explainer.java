package io.aisle.classifier.explain;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.Verdict;
import io.aisle.classifier.engine.Batch;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.explain.Explanation.Heat;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.ImageStamp;
import io.aisle.contract.Classification.ModelStamp;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.ImageFeatures.Picture;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Explains a release's answers. Blocking: one product is asked about once for each of its words. Thread-safe, as its
 * engine is; the engine belongs to the caller, who closes it.
 */
public final class Explainer implements AutoCloseable {
    private final ModelRelease release;
    private final Engine engine;
    private final Questions questions;
    private final Map<String, Integer> labels;
    private @Nullable GradCam camera;

    /** @param engine opened for the release */
    public Explainer(ModelRelease release, Engine engine) {
        this.release = release;
        this.engine = engine;
        this.questions = new Questions(release, engine);
        this.labels = release.categories().labels();
    }

    /**
     * Why this category, or why not.
     *
     * @param category id of a leaf; null for the one the model answers
     * @throws ContractViolation when the pair does not fit the model, or the model does not know the category
     */
    @SuppressWarnings("NullAway") // every head answers
    public Explanation explain(Pair pair, @Nullable String category) {
        Integer wanted = category == null ? null : label(pair, category);
        Occlusion occlusion = new Occlusion(questions, pair, release.inputs().imageSize());
        double[] fused = occlusion.intact().get(Head.FUSED);
        Verdict verdict = Verdict.of(release, pair.text().product(), fused);
        int label = wanted == null ? label(verdict) : wanted;
        Attribution attribution = occlusion.of(label);
        return new Explanation(
                pair.text().product(),
                stamp(),
                release.categories().leaf(label),
                fused[label],
                verdict.ranked().get(0).category(),
                verdict.ranked().get(0).probability(),
                verdict.rule(),
                attribution.inputs(),
                attribution.words().stream().map(Attribution.Weighed::token).toList(),
                ImageStamp.of(pair.image()),
                pair.image() instanceof Picture ? heat(pair, label, fused) : null);
    }

    private int label(Pair pair, String category) {
        Integer label = labels.get(category);
        if (label == null) {
            throw new ContractViolation(
                    "category",
                    "is " + category + ", which is none of the " + labels.size() + " leaves of "
                            + release.manifest().name(),
                    pair.key().productId());
        }
        return label;
    }

    @SuppressWarnings("NullAway") // the answer is one of the leaves
    private int label(Verdict verdict) {
        return labels.get(verdict.ranked().get(0).category().id());
    }

    private ModelStamp stamp() {
        return new ModelStamp(
                release.manifest().name(),
                release.manifest().version(),
                engine.info().engine(),
                engine.info().precision());
    }

    private Heat heat(Pair pair, int label, double[] fused) {
        Batch batch = questions.batch(List.of(Variant.intact(pair)));
        HeatMap map = camera().of(batch, label, fused);
        BufferedImage picture = Overlay.picture(batch);
        return new Heat(map.grid(), Overlay.png(picture), Overlay.png(Overlay.over(picture, map)));
    }

    /** Opened when it is first wanted: most processes never explain. */
    private synchronized GradCam camera() {
        GradCam open = camera;
        if (open == null) {
            open = new GradCam(release, Head.FUSED);
            camera = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (camera != null) {
            camera.close();
            camera = null;
        }
    }
}
