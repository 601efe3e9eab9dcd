package io.aisle.classifier.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Pair;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.explain.Faithfulness.Curve;
import io.aisle.classifier.explain.Faithfulness.Point;
import io.aisle.contract.Classification.Head;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaithfulnessTrialTest {
    @TempDir
    private static Path directory;

    private static ModelRelease release;
    private static Engine engine;

    @BeforeAll
    static void open() throws Exception {
        release = Planted.release(directory);
        engine = Engines.open("onnx", release, 1);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void findsThatExplanationsHold() throws Exception {
        try (FaithfulnessTrial trial = new FaithfulnessTrial(release, engine, 8, 1)) {
            trial.add(Planted.pair("a b", List.of(Planted.PLANTED, 9), Planted.none()));
            trial.add(Planted.pair("b a", List.of(9, Planted.PLANTED), Planted.none()));
            Curve words = trial.result().curves().get(0);
            assertThat(words.points().get(0).products()).isEqualTo(2);
            assertThat(words.points().get(0).guided()).isGreaterThan(0.05);
            assertThat(words.points().get(0).holds()).isTrue();
            // Four words: of five none has more than that, and all four are the same four in any order.
            assertThat(words.points().get(3).products()).isZero();
        }
    }

    @Test
    void findsThatTheWorstOrderDoesNotHold() {
        Pair pair = Planted.pair("a b", List.of(Planted.PLANTED, 9), Planted.none());
        try (FaithfulnessTrial trial = new FaithfulnessTrial(release, engine, 8, 1)) {
            Occlusion occlusion = new Occlusion(
                    new Questions(release, engine), pair, release.inputs().imageSize());
            List<Part> reversed = new ArrayList<>(occlusion.of(Planted.WORDY).ranked());
            Collections.reverse(reversed);
            trial.addWords(pair, Planted.WORDY, reversed, occlusion.intact());
            assertThat(trial.result().holds()).isFalse();
            assertThat(trial.result().toString()).contains("does not hold");
        }
    }

    @Test
    void tellsTheHottestPixelsFromTheColdest() throws Exception {
        Pair pair = Planted.pair("a", List.of(9), Planted.bright());
        Map<Head, double[]> intact = new Questions(release, engine)
                .ask(List.of(Variant.intact(pair)))
                .get(0);
        assertThat(drop(pair, intact, new HeatMap(3, 3, new float[] {0, 0, 0, 0, 0, 0, 0, 0, 1}))
                        .holds())
                .isTrue();
        assertThat(drop(pair, intact, new HeatMap(3, 3, new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0}))
                        .holds())
                .isFalse();
    }

    /** Of 10 % of the pixels, by the fused head. */
    private static Point drop(Pair pair, Map<Head, double[]> intact, HeatMap map) {
        try (FaithfulnessTrial trial = new FaithfulnessTrial(release, engine, 8, 1)) {
            trial.addPixels(pair, Head.FUSED, Planted.BRIGHT, map, intact);
            return trial.result().curves().get(1).points().get(0);
        }
    }

    @Test
    void countsNoMapThatIsCold() throws Exception {
        Pair pair = Planted.pair("a", List.of(9), Planted.bright());
        try (FaithfulnessTrial trial = new FaithfulnessTrial(release, engine, 1, 1)) {
            trial.addPixels(pair, Head.FUSED, 0, HeatMap.scaled(2, 2, new float[] {-1, 0, -2, -3}), Map.of());
            assertThat(trial.result().curves().get(1).points())
                    .allSatisfy(point -> assertThat(point.products()).isZero());
            assertThat(trial.result().holds()).isFalse();
        }
    }

    @Test
    void movesAnAreaWithoutChangingItsShape() {
        var area = new HeatMap(2, 2, new float[] {1, 0, 0, 0}).hottest(8, 0.1);
        assertThat(area.cardinality()).isEqualTo(6);
        var moved = HeatMap.moved(area, 8, 3, 5);
        assertThat(moved.cardinality()).isEqualTo(6);
        assertThat(HeatMap.moved(moved, 8, 5, 3)).isEqualTo(area);
    }
}
