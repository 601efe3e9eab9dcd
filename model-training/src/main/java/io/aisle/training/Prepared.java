package io.aisle.training;

import io.aisle.classifier.Encoder;
import io.aisle.classifier.engine.ImageEmbedder;
import io.aisle.classifier.network.Assembly;
import io.aisle.classifier.network.Backbone;
import io.aisle.classifier.network.BatchNormFolding;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.Vocabulary;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.PictureStore;
import io.aisle.training.data.Source;
import io.aisle.training.learn.Recipe;
import io.aisle.training.learn.Trainer.Trained;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Labelled products as numbers, and what follows from them where a person said nothing: all that learning needs. */
public final class Prepared implements AutoCloseable {
    private final Options options;
    private final Catalogue catalogue;
    private final @Nullable Backbone backbone;
    private final @Nullable ImageEmbedder embedder;
    private final PictureStore store;
    private final ProductAnalyzer analyzer = new ProductAnalyzer();
    private final Vocabulary vocabulary;
    private final TextFeatureExtractor texts;
    private final Dataset data;

    private Prepared(Source source, Catalogue catalogue, Options options) {
        this.options = options;
        this.catalogue = catalogue;
        boolean pictures = catalogue.present().pictures() > 0;
        this.backbone = options.backbone == null || !pictures ? null : Backbone.read(options.backbone);
        Plan plan = plan(options);
        this.embedder = backbone == null ? null : new ImageEmbedder(backbone, plan.imageSize());
        this.store = store(plan);
        this.vocabulary = plan.vocabulary();
        this.texts = new TextFeatureExtractor(analyzer, vocabulary);
        this.data = Dataset.of(source, catalogue, texts, Encoder.of(vocabulary.sha256(), shape()), store);
    }

    /** Reads the source once more; what was read of it before is its catalogue. */
    public static Prepared of(Source source, Catalogue catalogue, Options options) {
        return new Prepared(source, catalogue, options);
    }

    private Plan plan(Options other) {
        return new Plan(other, catalogue, backbone);
    }

    private PictureStore store(Plan plan) {
        String kind =
                backbone == null ? "pixels" : "features-" + backbone.sha256().substring(0, 12);
        Path file = options.cache.resolve(kind + "-" + plan.imageSize() + ".bin");
        return plan.hasPictures()
                ? new PictureStore(plan.imageSize(), embedder, file)
                : PictureStore.none(NetworkShape.Image.none().units());
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public TextFeatureExtractor texts() {
        return texts;
    }

    public Dataset data() {
        return data;
    }

    /** The network of these options. */
    public NetworkShape shape() {
        return shape(options);
    }

    /** The network of other options that read the same inputs. */
    public NetworkShape shape(Options other) {
        return plan(other).shape(vocabulary);
    }

    /** How these options learn. */
    public Recipe recipe() {
        return recipe(options);
    }

    /** How other options learn. */
    public Recipe recipe(Options other) {
        return plan(other).recipe();
    }

    /** Whether a backbone, or nothing, stands where the network would read pictures. */
    boolean isOnFeatures() {
        return store.shape().length == 1;
    }

    /** Products with a picture that can be used. */
    public int pictured() {
        int count = 0;
        for (int row : data.pictures()) {
            count += row == PictureStore.NONE ? 0 : 1;
        }
        return count;
    }

    /** What learned here as it is kept where it learned from pixels: with its linear classifier. */
    ComputationGraph whole(Trained trained, NetworkShape shape) {
        return Assembly.of(trained.network(), shape, trained.linear());
    }

    /** What learned here as it is served: with its picture branch and without batch norm layers. */
    public ComputationGraph folded(Trained trained, NetworkShape shape) {
        return isOnFeatures()
                ? Assembly.of(trained.network(), shape, backbone, trained.linear())
                : BatchNormFolding.fold(whole(trained, shape), shape);
    }

    @Override
    public void close() {
        store.close();
        analyzer.close();
        if (embedder != null) {
            embedder.close();
        }
    }
}
