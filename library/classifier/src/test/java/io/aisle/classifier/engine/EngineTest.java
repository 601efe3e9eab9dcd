package io.aisle.classifier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aisle.classifier.network.BatchNormFolding;
import io.aisle.classifier.network.SmallNetwork;
import io.aisle.classifier.onnx.OnnxExporter;
import io.aisle.contract.Classification.Head;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineTest {
    private static final Batch PRODUCTS = SmallNetwork.products(9);

    private static ComputationGraph network;
    private static List<Engine> engines;

    @BeforeAll
    static void open() {
        network = BatchNormFolding.fold(SmallNetwork.trained(), SmallNetwork.SHAPE);
        Inputs inputs = Inputs.of(SmallNetwork.SHAPE);
        engines = List.of(
                OnnxEngine.open(OnnxExporter.export(network, inputs), inputs, 2),
                Dl4jEngine.open(network, inputs, 2),
                OnnxEngine.openInt8(Quantizer.int8(network, inputs, List.of(PRODUCTS), Set.of()), inputs, 2));
    }

    @AfterAll
    static void close() {
        engines.forEach(Engine::close);
    }

    static List<Engine> engines() {
        return engines;
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void agreesWithTheTrainedNetwork(Engine engine) {
        Predictions expected = Tensors.predict(network, PRODUCTS);
        Predictions actual = engine.predict(PRODUCTS);
        for (Head head : Head.values()) {
            assertThat(actual.heads().get(head))
                    .containsExactly(expected.heads().get(head), within(tolerance(engine)));
        }
    }

    /** INT8 is near by design, and not the same. */
    private static float tolerance(Engine engine) {
        return engine.info().precision().equals("int8") ? 0.05f : 1e-5f;
    }

    @Test
    void int8IsNotTheSameInAnotherName() {
        Predictions exact = engines.get(0).predict(PRODUCTS);
        Predictions coarse = engines.get(2).predict(PRODUCTS);
        for (Head head : Head.values()) {
            assertThat(coarse.heads().get(head)).isNotEqualTo(exact.heads().get(head));
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void answersOneAsItAnswersMany(Engine engine) {
        Predictions together = engine.predict(PRODUCTS);
        for (int product = 0; product < PRODUCTS.size(); product++) {
            Predictions alone = engine.predict(one(product));
            assertThat(alone.row(Head.FUSED, 0)).containsExactly(together.row(Head.FUSED, product), within(1e-5f));
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void answersManyCallersAtOnce(Engine engine) throws Exception {
        Predictions expected = engine.predict(PRODUCTS);
        ExecutorService callers = Executors.newFixedThreadPool(6);
        try {
            List<Future<Predictions>> calls = IntStream.range(0, 60)
                    .mapToObj(call -> callers.submit(() -> engine.predict(one(call % PRODUCTS.size()))))
                    .toList();
            for (int call = 0; call < calls.size(); call++) {
                float[] row = calls.get(call).get().row(Head.FUSED, 0);
                assertThat(row).containsExactly(expected.row(Head.FUSED, call % PRODUCTS.size()), within(1e-5f));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("engines")
    void choosesItsBatchPolicyWhenItWarmsUp(Engine engine) {
        engine.warmUp();
        BatchPolicy policy = engine.batchPolicy();
        assertThat(policy.concurrency()).isEqualTo(2);
        assertThat(policy.maxSize()).isBetween(1, 64);
        assertThat(policy.maxDelay().toMillis()).isBetween(2L, 20L);
    }

    @Test
    void refusesWorkWhenClosed() {
        Engine engine = Dl4jEngine.open(network, Inputs.of(SmallNetwork.SHAPE), 1);
        engine.close();
        engine.close();
        assertThatThrownBy(() -> engine.predict(PRODUCTS))
                .isInstanceOf(InferenceFailed.class)
                .hasMessage("dl4j: is closed");
    }

    @Test
    void saysWhyAModelCannotBeOpened() {
        assertThatThrownBy(() -> OnnxEngine.open(new byte[] {1, 2, 3}, new Inputs(0, 64), 1))
                .isInstanceOf(InferenceFailed.class)
                .hasMessageStartingWith("onnx: cannot open the model");
    }

    private static Batch one(int product) {
        int ids = PRODUCTS.inputs().ids();
        int pixels = PRODUCTS.inputs().pixels();
        return new Batch(
                1,
                PRODUCTS.inputs(),
                Arrays.copyOfRange(PRODUCTS.ids(), product * ids, (product + 1) * ids),
                Arrays.copyOfRange(PRODUCTS.images(), product * pixels, (product + 1) * pixels));
    }
}
