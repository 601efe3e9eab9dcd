package io.aisle.training.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Category;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingPicturesTest {
    private static final CategoryTree TREE = new CategoryTree(List.of(Answers.category("A"), Answers.category("B")));

    /** Right with the picture, wrong without: the accuracy is the share that kept it. */
    @Test
    void takesAwayTheShareItSays() {
        MissingPictures missing = asked(0.3, 1);
        assertThat(missing.pictures()).isEqualTo(2_000);
        assertThat(missing.some().leafAccuracy()).isBetween(0.66, 0.74);
        assertThat(missing.all().leafAccuracy()).isZero();
        assertThat(asked(0, 1).some().leafAccuracy()).isEqualTo(1);
        assertThat(asked(1, 1).some().leafAccuracy()).isZero();
    }

    @Test
    void drawsBySeed() {
        assertThat(asked(0.3, 1).some().leafAccuracy())
                .isEqualTo(asked(0.3, 1).some().leafAccuracy())
                .isNotEqualTo(asked(0.3, 2).some().leafAccuracy());
    }

    private static MissingPictures asked(double share, long seed) {
        MissingPictures missing = new MissingPictures(share, seed, TREE, Levels.of(TREE));
        Category truth = Answers.category("A");
        for (int product = 0; product < 2_000; product++) {
            missing.add(truth, new double[] {0.9, 0.1}, new double[] {0.2, 0.8});
        }
        return missing;
    }
}
