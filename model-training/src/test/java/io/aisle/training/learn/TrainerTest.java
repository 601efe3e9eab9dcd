package io.aisle.training.learn;

import static io.aisle.contract.TextFeatures.NAME_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.engine.Inputs;
import io.aisle.classifier.network.NetworkShape;
import io.aisle.contract.Classification.Head;
import io.aisle.training.data.Dataset;
import io.aisle.training.data.PictureStore;
import io.aisle.training.data.Split.Part;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final int TEACHING = 400;
    private static final int PRODUCTS = 500;
    private static final int LABELS = 4;
    private static final int BUCKETS = 100;
    /** Of ten products of a label, those whose other input speaks of another one. */
    private static final int MISLEADING = 2;

    private static final NetworkShape SHAPE = new NetworkShape(
            new NetworkShape.Text(60, 8, 8, 8, 4, 1, BUCKETS, true), NetworkShape.Image.none(), 16, LABELS);

    /**
     * The linear classifier begins with a fused answer that no epoch reaches again: where it learns, the mall's category
     * is always right and the name often wrong, and where it is validated it is the other way round. The head of the
     * mall's category knows nothing at the start.
     */
    @Test
    void keepsNoStateInWhichAHeadIsHalfLearnedBecauseTheFusedAnswerWasBest() {
        Dataset data = products();
        Recipe recipe = new Recipe(12, 16, 0.01, 0, Sampling.NATURAL, 20, 0, 1, Duration.ofMinutes(5));
        Trainer.Trained trained = new Trainer(recipe, data, new PrintWriter(PrintWriter.nullWriter())).train(SHAPE);
        Answers answers = Answers.of(trained.network(), data, data.of(Part.VALIDATION), Set.of());
        assertThat(answers.accuracy(Head.MALL_CATEGORY)).isGreaterThan(0.75);
        assertThat(trained.curve())
                .allSatisfy(epoch -> assertThat(epoch.accuracy()).isLessThan(1));
    }

    private static Dataset products() {
        Inputs inputs = Inputs.of(SHAPE);
        int[] ids = new int[PRODUCTS * inputs.ids()];
        int[] labels = new int[PRODUCTS];
        Part[] parts = new Part[PRODUCTS];
        for (int product = 0; product < PRODUCTS; product++) {
            parts[product] = product < TEACHING ? Part.TRAINING : Part.VALIDATION;
            labels[product] = product % LABELS;
            int misled = (labels[product] + (product / LABELS % 10 < MISLEADING ? 1 : 0)) % LABELS;
            boolean nameMisleads = parts[product] == Part.TRAINING;
            int start = product * inputs.ids();
            ids[start] = 10 + (nameMisleads ? misled : labels[product]);
            ids[start + NAME_LENGTH] = 20 + (nameMisleads ? labels[product] : misled);
            ids[start + Inputs.WORDS] = SHAPE.text().firstPiece() + (nameMisleads ? misled : labels[product]);
        }
        int[] none = IntStream.generate(() -> PictureStore.NONE).limit(PRODUCTS).toArray();
        float[][] linear = new float[PRODUCTS][0];
        return new Dataset(inputs, ids, labels, none, PictureStore.none(8), parts, linear);
    }
}
