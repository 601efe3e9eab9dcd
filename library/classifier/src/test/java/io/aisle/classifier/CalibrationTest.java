package io.aisle.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aisle.contract.Classification.Head;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void isTheSoftmaxOfScaledLogits() {
        double[] logits = {1.2, -0.4, 3.0};
        assertThat(SampleRelease.calibration(1.7).apply(Head.FUSED, softmax(logits, 1)))
                .containsExactly(doubles(softmax(logits, 1.7)), within(1e-6));
    }

    @Test
    void findsTheTemperatureThatMadeTheLabels() {
        Random random = new Random(1);
        float[][] rows = new float[4_000][];
        int[] labels = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            double[] logits = random.doubles(5, -4, 4).toArray();
            rows[row] = softmax(logits, 1);
            labels[row] = draw(softmax(logits, 2), random);
        }
        assertThat(Calibration.fit(rows, labels)).isCloseTo(2, within(0.15));
    }

    @Test
    void survivesCertainty() {
        double[] calibrated = SampleRelease.calibration(3).apply(Head.FUSED, new float[] {1, 0, 0});
        assertThat(calibrated[0]).isCloseTo(1, within(1e-6));
        assertThat(calibrated[1]).isNotNaN();
    }

    @Test
    void refusesTemperaturesThatMeanNothing() {
        assertThatThrownBy(() -> SampleRelease.calibration(0)).isInstanceOf(ModelUnusable.class);
        assertThatThrownBy(() -> SampleRelease.calibration(Double.NaN)).isInstanceOf(ModelUnusable.class);
    }

    private static float[] softmax(double[] logits, double temperature) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit / temperature);
        }
        float[] row = new float[logits.length];
        for (int at = 0; at < row.length; at++) {
            row[at] = (float) (Math.exp(logits[at] / temperature) / sum);
        }
        return row;
    }

    private static double[] doubles(float[] row) {
        double[] doubles = new double[row.length];
        for (int at = 0; at < row.length; at++) {
            doubles[at] = row[at];
        }
        return doubles;
    }

    private static int draw(float[] row, Random random) {
        double left = random.nextDouble();
        for (int label = 0; label < row.length - 1; label++) {
            left -= row[label];
            if (left < 0) {
                return label;
            }
        }
        return row.length - 1;
    }
}
