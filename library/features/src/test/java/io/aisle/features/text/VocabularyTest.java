package io.aisle.features.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    private static final List<List<String>> DOCUMENTS =
            List.of(List.of("티셔츠", "반팔", "#ml"), List.of("티셔츠", "반팔"), List.of("티셔츠", "낚시대"));

    @Test
    void numbersWordsByFrequencyThenAlphabet() {
        Vocabulary vocabulary = Vocabulary.build(DOCUMENTS, 3, 1, 10);
        assertThat(vocabulary.words()).containsExactly("티셔츠", "반팔", "#ml");
        assertThat(vocabulary.id("티셔츠")).isEqualTo(1);
        assertThat(vocabulary.id("#ml")).isEqualTo(3);
        assertThat(vocabulary.id("")).isEqualTo(Vocabulary.PADDING);
        assertThat(vocabulary.size()).isEqualTo(1 + 3 + 10);
    }

    @Test
    void sendsRareWordsToTheBuckets() {
        Vocabulary vocabulary = Vocabulary.build(DOCUMENTS, 100, 2, 10);
        assertThat(vocabulary.words()).containsExactly("티셔츠", "반팔");
        assertThat(vocabulary.id("낚시대")).isBetween(3, 12).isEqualTo(vocabulary.id("낚시대"));
    }

    @Test
    void spreadsTheTailOverAllBuckets() {
        Vocabulary vocabulary = Vocabulary.build(List.of(), 0, 1, 64);
        int[] ids =
                IntStream.range(0, 10_000).map(i -> vocabulary.id("sm-" + i)).toArray();
        assertThat(IntStream.of(ids).distinct().count()).isEqualTo(64);
        assertThat(IntStream.of(ids).boxed()).allSatisfy(id -> assertThat(id).isBetween(1, 64));
    }

    /** The model's embedding rows depend on them: they may never change. */
    @Test
    void bucketsAreGolden() {
        Vocabulary vocabulary = Vocabulary.build(List.of(), 0, 1, 1000);
        assertThat(List.of(vocabulary.id("sm-g998n"), vocabulary.id("낚시대"), vocabulary.id("b:삼성")))
                .containsExactly(745, 914, 741);
    }

    @Test
    void comesBackFromItsFile(@TempDir Path folder) throws Exception {
        Vocabulary vocabulary = Vocabulary.build(DOCUMENTS, 10, 1, 5);
        Path file = folder.resolve("vocabulary.txt");
        vocabulary.save(file);
        assertThat(Files.readString(file)).isEqualTo("aisle-vocabulary 1 hash-buckets 5\n티셔츠\n반팔\n#ml\n낚시대\n");
        Vocabulary loaded = Vocabulary.load(file);
        assertThat(loaded.words()).isEqualTo(vocabulary.words());
        assertThat(loaded.sha256())
                .isEqualTo(vocabulary.sha256())
                .isNotEqualTo(Vocabulary.build(DOCUMENTS, 10, 1, 6).sha256());
        assertThat(loaded.id("낚시대")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "word\n",
                "aisle-vocabulary 2 hash-buckets 5\nword\n",
                "aisle-vocabulary 1 hash-buckets 0\nword\n",
                "aisle-vocabulary 1 hash-buckets 5\nword\nword\n",
                "aisle-vocabulary 1 hash-buckets 5\nword\n\nother\n"
            })
    void refusesWhatIsNoVocabulary(String file) {
        assertThatThrownBy(() -> Vocabulary.load(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(UnreadableVocabulary.class)
                .hasMessageStartingWith("vocabulary: ");
    }
}
