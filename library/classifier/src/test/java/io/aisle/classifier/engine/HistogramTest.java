package io.aisle.classifier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aisle.classifier.onnx.ActivationRanges.Range;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void cutsTheFewOutliersOffAtEitherEnd() {
        Histogram histogram = new Histogram();
        for (int at = 0; at < 10_000; at++) {
            histogram.add(FloatBuffer.wrap(new float[] {at / 10_000f, -at / 20_000f}));
        }
        histogram.add(FloatBuffer.wrap(new float[] {900, -700}));
        Range range = histogram.without(1e-4);
        assertThat(range.most()).isCloseTo(1, within(0.25f)); // a bin is 900 / 4096 wide
        assertThat(range.least()).isCloseTo(-0.5f, within(0.25f));
        assertThat(histogram.without(0).most()).isEqualTo(900);
        assertThat(histogram.without(0).least()).isEqualTo(-700);
    }

    @Test
    void holdsOneValueAndNone() {
        assertThat(new Histogram().without(0.1)).isEqualTo(new Range(0, 0));
        Histogram six = new Histogram();
        six.add(FloatBuffer.wrap(new float[] {6, 6, 6}));
        assertThat(six.without(1e-4)).isEqualTo(new Range(0, 6));
        Histogram below = new Histogram();
        below.add(FloatBuffer.wrap(new float[] {-2, -2}));
        assertThat(below.without(0)).isEqualTo(new Range(-2, 0));
    }
}
