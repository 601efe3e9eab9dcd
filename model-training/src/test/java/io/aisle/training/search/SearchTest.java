package io.aisle.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final Halving HALVING = new Halving(9, 9);

    @TempDir
    private Path directory;

    private final List<String> learned = new ArrayList<>();
    private final StringWriter screen = new StringWriter();

    /** Trial 4 is the best of those that learn for long, trial 8 of those that learn for an epoch. */
    private Search.Score score(Candidate candidate, int epochs) {
        learned.add(candidate.trial() + " for " + epochs);
        boolean isSlow = candidate.trial() == 8;
        double accuracy = isSlow ? 0.9 / epochs : 0.8 - 0.01 * Math.abs(candidate.trial() - 4);
        return new Search.Score(accuracy, 1 - accuracy);
    }

    private Search search(String about, Duration limit, Search.Learner learner) throws IOException {
        return new Search(
                directory,
                about,
                HALVING,
                trial -> Candidate.draw(trial, 1),
                limit,
                learner,
                new PrintWriter(screen, true));
    }

    private Found run() throws IOException {
        return search("it", Duration.ofHours(1), this::score).run();
    }

    @Test
    void givesTheBetterThirdThreeTimesAsLong() throws IOException {
        Found found = run();
        assertThat(found.isComplete()).isTrue();
        assertThat(learned)
                .containsExactly(
                        "0 for 1", "1 for 1", "2 for 1", "3 for 1", "4 for 1", "5 for 1", "6 for 1", "7 for 1",
                        "8 for 1", "3 for 3", "4 for 3", "8 for 3", "4 for 9");
        assertThat(found.ranked().stream().map(Trial::trial))
                .startsWith(4, 3, 8, 5)
                .endsWith(0);
        assertThat(found.winner()).isEqualTo(Candidate.draw(4, 1));
    }

    @Test
    void goesOnWhereItWasEnded() throws IOException {
        Search ended = search("it", Duration.ofHours(1), (candidate, epochs) -> {
            if (learned.size() == 5) {
                throw new IllegalStateException("pulled the plug");
            }
            return score(candidate, epochs);
        });
        assertThatThrownBy(ended::run).hasMessage("pulled the plug");
        Path journal = directory.resolve("trials.jsonl");
        Files.writeString(journal, "{\"trial\":5,\"rung\":1,\"epo", StandardOpenOption.APPEND);
        Found found = run();
        assertThat(learned).hasSize(13).doesNotHaveDuplicates();
        assertThat(found.winner().trial()).isEqualTo(4);
        assertThat(Files.readAllLines(journal)).hasSize(14);
        assertThat(run().all()).hasSize(13);
        assertThat(learned).hasSize(13);
    }

    @Test
    void doesNotGoOnWithAnotherSearch() throws IOException {
        run();
        assertThatThrownBy(() -> search("something else", Duration.ofHours(1), this::score))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds another search, [it], and this one is [something else]");
        Files.writeString(directory.resolve("trials.jsonl"), "a shopping list\n");
        assertThatThrownBy(this::run).hasMessageContaining("is no journal of trials");
    }

    @Test
    void beginsNothingThatWouldEndTooLate() throws IOException {
        Found found = search("it", Duration.ZERO, this::score).run();
        assertThat(found.isComplete()).isFalse();
        assertThat(learned).isEmpty();
        assertThat(found.winner().options()).isEmpty();
        // An epoch of these took a minute: three more minutes are there, and then the next rung's three epochs are not.
        Journal journal = Journal.open(directory.resolve("trials.jsonl"), "it");
        for (int trial = 0; trial < 9; trial++) {
            journal.add(
                    new Trial(trial, 1, 1, 0.5, 1, 60, Candidate.draw(trial, 1).options()));
        }
        assertThat(search("it", Duration.ofSeconds(179), this::score).run().isComplete())
                .isFalse();
        assertThat(learned).isEmpty();
        assertThat(search("it", Duration.ofSeconds(200), this::score).run().isComplete())
                .isFalse();
        assertThat(learned).containsExactly("0 for 3", "1 for 3", "2 for 3");
    }

    @Test
    void writesEveryTrialOnAPage() throws IOException {
        Found found = run();
        found.write(directory, "./aisle train --data \"a & b\"");
        assertThat(directory.resolve("trials.png")).isNotEmptyFile();
        String page = Files.readString(directory.resolve("index.html"));
        assertThat(page).contains("9 trials, 13 trainings", "a &amp; b", "trials.png", "<td>79.00</td>");
        assertThat(page.split("<tr>")).hasSize(11);
        assertThat(found.ends()).contains("79.00").doesNotContain("worst");
    }

    @Test
    void drawsTheSameCandidatesFromTheSameSeed() {
        assertThat(Candidate.draw(0, 5).options()).isEmpty();
        assertThat(Candidate.draw(3, 5)).isEqualTo(Candidate.draw(3, 5)).isNotEqualTo(Candidate.draw(3, 6));
        assertThat(Candidate.draw(3, 5).arguments()).contains("--learning-rate", "--dropout", "--activation");
        assertThat(Candidate.draw(3, 5).without(List.of("--dropout")).arguments())
                .doesNotContain("--dropout")
                .contains("--activation");
        double[] rates = IntStream.range(1, 200)
                .mapToDouble(trial ->
                        Double.parseDouble(Candidate.draw(trial, 1).options().getOrDefault("--learning-rate", "")))
                .sorted()
                .toArray();
        assertThat(rates[0]).isBetween(3e-4, 4e-4);
        assertThat(rates[198]).isBetween(8e-3, 1e-2);
    }
}
