package io.aisle.faultpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.delivery.Publishing;
import io.aisle.delivery.Taking;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent in JVMs of its own, woven into the real libraries without a broker. */
class FaultPointsTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"halt=before-lunch", "poison", ""})
    void endsTheAppWhenItDoesNotUnderstandItsArguments(String agent) throws Exception {
        assertThat(run(64, agent, Publishing.class, "a")).hasSize(1).allSatisfy(line -> assertThat(line)
                .startsWith("fault-points: "));
    }

    @Test
    void endsTheAppWhenAClassHasNotTheWantedMethod() throws Exception {
        new ByteBuddy()
                .subclass(Object.class)
                .name(Weaving.PRODUCT_TABLE)
                .make()
                .saveIn(home.toFile());
        assertThat(run(64, "halt=after-write", Loading.class, Weaving.PRODUCT_TABLE))
                .containsExactly("fault-points: no method matched io.aisle.legacy.ProductTable.write");
    }

    @Test
    void endsTheAppWhenItsCodeDoesNotFitTheMethod() throws Exception {
        new ByteBuddy()
                .subclass(Object.class)
                .name(Weaving.PRODUCT_TABLE)
                .defineMethod("write", void.class)
                .intercept(net.bytebuddy.implementation.StubMethod.INSTANCE)
                .make()
                .saveIn(home.toFile());
        assertThat(run(64, "halt=after-write", Loading.class, Weaving.PRODUCT_TABLE))
                .singleElement()
                .asString()
                .startsWith("fault-points: cannot weave into io.aisle.legacy.ProductTable");
    }

    @Test
    void saysAtTheEndThatItFoundNothingToWeaveInto() throws Exception {
        assertThat(run(0, "halt=before-write,mutant=confirm-ignored", Publishing.class, "a"))
                .contains("fault-points: before-write: no class matched "
                        + "io.aisle.sink.mongo.ProductStore, io.aisle.legacy.ProductTable")
                .noneMatch(line -> line.contains("confirm-ignored: no class"));
    }

    @Test
    void haltsAtTheWantedPassingAndCountsNoDeadLetters() throws Exception {
        assertThat(run(137, "halt=before-publish,pass=3", Publishing.class, "a", "b", "dead", "c", "d"))
                .containsExactly(
                        "fault-points: armed in io.aisle.delivery.ConfirmedPublisher",
                        "a: UNREACHABLE",
                        "b: UNREACHABLE",
                        "dead: UNREACHABLE",
                        "fault-points: halt at before-publish, pass 3");
    }

    @Test
    void doesNotHaltWhereAPublishFailed() throws Exception {
        assertThat(run(0, "halt=after-publish", Publishing.class, "a")).contains("a: UNREACHABLE");
        assertThat(run(0, "halt=after-confirm", Publishing.class, "a")).contains("a: UNREACHABLE");
    }

    @Test
    void haltsAfterTheAcknowledgementAndCountsNoDeadLetters() throws Exception {
        assertThat(run(137, "halt=after-acknowledge,pass=2", Taking.class, "in", "dead", "in", "in"))
                .containsExactly(
                        "fault-points: armed in io.aisle.delivery.Delivery",
                        "taken 1",
                        "broker told 1",
                        "settled 1 true",
                        "taken 2",
                        "broker told 2",
                        "settled 2 true",
                        "taken 3",
                        "broker told 3",
                        "fault-points: halt at after-acknowledge, pass 2");
    }

    @Test
    void mutantAcknowledgesWhenADeliveryIsTakenAndNeverAgain() throws Exception {
        assertThat(run(0, "mutant=acknowledge-first", Taking.class, "in", "in"))
                .containsSubsequence(
                        "broker told 1",
                        "fault-points: acknowledge-first active",
                        "taken 1",
                        "settled 1 true",
                        "broker told 2",
                        "taken 2",
                        "settled 2 true")
                .hasSize(8);
    }

    @Test
    void mutantTakesEveryPublishForASuccess() throws Exception {
        assertThat(run(0, "mutant=confirm-ignored", Publishing.class, "a", "dead"))
                .contains("a: published", "dead: published")
                .containsOnlyOnce("fault-points: confirm-ignored active");
    }

    @Test
    void mutantDropsTheHalvesItHasChosen() throws Exception {
        String dropped = TestProducts.chosen();
        String sent = TestProducts.spared();
        assertThat(run(0, "mutant=half-dropped", Publishing.class, sent, dropped, "dead"))
                .containsSubsequence(
                        sent + ": UNREACHABLE",
                        "fault-points: half-dropped active",
                        dropped + ": published",
                        "dead: UNREACHABLE");
    }

    @Test
    void poisonMakesTheTokenizerThrow() throws Exception {
        assertThat(run(0, "poison=on", Extracting.class, "a", "x-poison-throw-1", "a-poison-throw-2", "b"))
                .containsExactly(
                        "fault-points: armed in io.aisle.features.text.TextFeatureExtractor",
                        "a: 1 words",
                        "fault-points: poison-throw active",
                        "x-poison-throw-1: IllegalStateException",
                        "a-poison-throw-2: IllegalStateException",
                        "b: 1 words");
    }

    @Test
    void poisonEndsTheProcess() throws Exception {
        assertThat(run(137, "poison=on", Extracting.class, "poison-crash", "never"))
                .last()
                .isEqualTo("fault-points: poison-crash active");
    }

    /** Its main thread interrupts the one that loops, and waits for it in vain. */
    @Test
    void poisonLoopsAndHeedsNoInterrupt() throws Exception {
        assertThat(run(0, "poison=on", Extracting.class, "poison-loop"))
                .containsSubsequence("fault-points: poison-loop active", "poison-loop: still RUNNABLE");
    }

    private List<String> run(int code, String agent, Class<?> main, String... arguments) throws Exception {
        try (ChildJvm child = ChildJvm.main(home, home, agent, main.getName(), arguments)) {
            // Libraries that find no logger say so.
            return child.ended(code).stream()
                    .filter(line -> !line.contains("SLF4J"))
                    .toList();
        }
    }

    /** Loads the classes it is told to. */
    static final class Loading {
        public static void main(String[] types) {
            Stream.of(types).forEach(Loading::load);
        }

        private static void load(String type) {
            try {
                Class.forName(type);
            } catch (ClassNotFoundException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}
