package io.aisle.training.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisle.training.learn.LabelRepair.Correction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelRepairTest {
    /** Ten products of each of two categories; the last two of the first are in truth of the second. */
    private final int[] given = IntStream.range(0, 20).map(at -> at / 10).toArray();

    private final LabelRepair repair =
            new LabelRepair(IntStream.range(0, 20).toArray(), given, new LabelNoise(0.2, 3, 0, 2));

    @Test
    void learnsEveryLabelAsGivenWhileItWarmsUp() {
        epoch(1);
        assertThat(IntStream.range(0, 20).map(repair::of).toArray()).containsExactly(given);
    }

    @Test
    void correctsWhatIsPredictedOtherwiseAgainAndAgain() {
        epoch(1);
        epoch(1);
        assertThat(repair.of(8)).as("two votes are not three").isEqualTo(Labels.NONE);
        epoch(1);
        assertThat(repair.of(8)).isEqualTo(1);
        assertThat(repair.of(9)).isEqualTo(1);
        assertThat(repair.corrections())
                .containsExactly(new Correction(8, 0, 1, 3, 3, true), new Correction(9, 0, 1, 3, 3, true));
        assertThat(repair).hasToString("label noise 20 %: of 20 products 2 teach a corrected label, 0 are left out");
    }

    @Test
    void leavesOutWhatIsPredictedNowSoNowSo() {
        for (int time = 0; time < 5; time++) {
            epoch(time % 2);
        }
        assertThat(repair.of(8)).isEqualTo(Labels.NONE);
        assertThat(repair.corrections()).isEmpty();
    }

    @Test
    void toleratesAsManyDissentingVotesAsItIsTold() {
        LabelRepair tolerant = new LabelRepair(IntStream.range(0, 20).toArray(), given, new LabelNoise(0.2, 3, 1, 2));
        for (int prediction : new int[] {1, 0, 1}) {
            epoch(tolerant, prediction);
        }
        assertThat(tolerant.corrections())
                .containsExactly(new Correction(8, 0, 1, 2, 3, true), new Correction(9, 0, 1, 2, 3, true));
    }

    /** The log keeps what was taken back: it was taught for some epochs. */
    @Test
    void logsACorrectionThatDidNotStand() {
        epoch(1);
        epoch(1);
        epoch(1);
        epoch(0);
        assertThat(repair.of(8)).isEqualTo(Labels.NONE);
        assertThat(repair.corrections()).extracting(Correction::stands).containsExactly(false, false);
    }

    @Test
    void keepsWhatItCorrectedWhenTheLearnerStartsAnew() {
        epoch(1);
        epoch(1);
        epoch(1);
        repair.restart();
        epoch(0);
        assertThat(repair.of(8)).as("while it warms up").isEqualTo(1);
        epoch(0);
        assertThat(repair.of(8)).isEqualTo(Labels.NONE);
    }

    /** A rare category has the highest losses of all, and is predicted to be the other; by loss alone it would be gone. */
    @Test
    void keepsMostProductsOfARareCategory() {
        int[] labels = IntStream.range(0, 1_000).map(at -> at < 995 ? 0 : 1).toArray();
        LabelRepair rare = new LabelRepair(IntStream.range(0, 1_000).toArray(), labels, new LabelNoise(0.2, 3, 0, 1));
        for (int time = 0; time < 4; time++) {
            IntStream.range(0, 1_000).forEach(one -> rare.note(one, 0, one < 995 ? 1e-3 * one : 100 + one));
            rare.nextEpoch();
        }
        assertThat(IntStream.range(995, 1_000).map(rare::of)).containsExactly(1, 1, 1, 1, 0);
    }

    @Test
    void keepsTheOnlyProductOfACategory() {
        LabelRepair single = new LabelRepair(new int[] {0, 1}, new int[] {0, 1}, new LabelNoise(0.9, 3, 0, 1));
        for (int time = 0; time < 4; time++) {
            single.note(0, 0, 0.1);
            single.note(1, 0, 9);
            single.nextEpoch();
        }
        assertThat(single.of(1)).isEqualTo(1);
    }

    /** Nobody votes on what it has just been told, and everybody votes as often as there are votes. */
    @Test
    void rehearsesWithLearnersThatDidNotSeeTheProduct() {
        int[] votes = new int[20];
        repair.rehearse((taught, heldOut, round) -> {
            assertThat(IntStream.concat(IntStream.of(taught), IntStream.of(heldOut))
                            .sorted()
                            .toArray())
                    .containsExactly(IntStream.range(0, 20).toArray());
            for (int product : heldOut) {
                boolean odd = product == 8 || product == 9;
                votes[product]++;
                repair.note(product, odd ? 1 : given[product], odd ? 5 : 0.01 * product);
            }
        });
        assertThat(votes).containsOnly(3);
        assertThat(repair.of(8)).isEqualTo(1);
        assertThat(repair.of(7)).isZero();
        assertThat(repair.listens()).isFalse();
        repair.nextEpoch();
        repair.rehearse((taught, heldOut, round) -> votes[0]++);
        assertThat(votes[0]).as("labels stand").isEqualTo(3);
    }

    @Test
    void neverWritesIntoTheLabelsGiven() {
        int[] before = given.clone();
        for (int time = 0; time < 4; time++) {
            epoch(1);
        }
        assertThat(repair.of(8)).isNotEqualTo(before[8]);
        assertThat(given).containsExactly(before);
        assertThat(repair.given(8)).isZero();
    }

    @Test
    void refusesVotesWithoutAMajority() {
        assertThatThrownBy(() -> new LabelNoise(0.2, 4, 2, 1)).hasMessageContaining("most of the votes must agree");
        assertThatThrownBy(() -> LabelNoise.of(1, 8)).hasMessageContaining("below 1");
    }

    private void epoch(int prediction) {
        epoch(repair, prediction);
    }

    /** All are predicted as they are given, with little loss, but two. */
    private void epoch(LabelRepair listener, int prediction) {
        for (int product = 0; product < 20; product++) {
            boolean odd = product == 8 || product == 9;
            listener.note(product, odd ? prediction : given[product], odd ? 5 : 0.01 * product);
        }
        listener.nextEpoch();
    }
}
