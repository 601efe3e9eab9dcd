package io.aisle.training.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.features.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class SkipGramTest {
    /** Two kinds of titles that share no word: words of a kind end up near each other. */
    @Test
    void bringsWordsOfOneKindTogether() {
        Random random = new Random(4);
        List<List<String>> titles = new ArrayList<>();
        for (int title = 0; title < 8_000; title++) {
            String kind = title % 2 == 0 ? "food" : "wear";
            titles.add(random.ints(10, 0, 60).mapToObj(word -> kind + word).toList());
        }
        Vocabulary vocabulary = Vocabulary.build(titles, 200, 1, 1);
        INDArray vectors = new SkipGram(16, 5, 1)
                .train(
                        titles.stream()
                                .map(title ->
                                        title.stream().mapToInt(vocabulary::id).toArray())
                                .toArray(int[][]::new),
                        vocabulary.size());
        double near = 0;
        double far = 0;
        for (int word = 1; word < 12; word++) {
            near += similarity(vectors, vocabulary, "food0", "food" + word);
            far += similarity(vectors, vocabulary, "food0", "wear" + word);
        }
        assertThat(near / 11).isGreaterThan(far / 11 + 0.3);
        assertThat(vectors.getRow(0).norm1Number().doubleValue()).isZero();
    }

    private static double similarity(INDArray vectors, Vocabulary vocabulary, String left, String right) {
        return Transforms.cosineSim(vectors.getRow(vocabulary.id(left)), vectors.getRow(vocabulary.id(right)));
    }
}
