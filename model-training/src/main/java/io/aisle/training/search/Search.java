package io.aisle.training.search;

import io.aisle.training.search.Halving.Rung;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs the rungs one after another. What the journal has already is not run again. */
public final class Search {
    /** How well a training did. */
    public record Score(double accuracy, double loss) {}

    /** Trains. */
    public interface Learner {
        Score learn(Candidate candidate, int epochs);
    }

    private final Halving halving;
    private final IntFunction<Candidate> candidates;
    private final Journal journal;
    private final Learner learner;
    private final PrintWriter screen;
    private final Duration limit;
    private final long start = System.nanoTime();

    /**
     * @param directory where {@code trials.jsonl} is kept
     * @param about what must be the same for a search to be gone on with
     * @param candidates the candidate of each number, always the same
     * @param limit no training begins that would probably end later
     */
    public Search(
            Path directory,
            String about,
            Halving halving,
            IntFunction<Candidate> candidates,
            Duration limit,
            Learner learner,
            PrintWriter screen)
            throws IOException {
        this.halving = halving;
        this.candidates = candidates;
        this.journal = Journal.open(directory.resolve("trials.jsonl"), about);
        this.limit = limit;
        this.learner = learner;
        this.screen = screen;
    }

    /** Every trial as far as it came, the best first. */
    public Found run() throws IOException {
        if (!journal.trials().isEmpty()) {
            screen.printf("going on after %d trainings%n", journal.trials().size());
        }
        List<Integer> entering = IntStream.range(0, halving.trials()).boxed().toList();
        for (Rung rung : halving.rungs()) {
            List<Trial> finished = new ArrayList<>();
            for (int trial : entering) {
                Optional<Trial> one = finish(trial, rung);
                if (one.isEmpty()) {
                    return found(false);
                }
                finished.add(one.get());
            }
            finished.sort(Trial.BEST_FIRST);
            int going = nextSize(rung);
            entering = finished.stream().limit(going).map(Trial::trial).sorted().toList();
        }
        return found(true);
    }

    private int nextSize(Rung rung) {
        return halving.rungs().stream()
                .filter(next -> next.number() == rung.number() + 1)
                .mapToInt(Rung::trials)
                .findFirst()
                .orElse(0);
    }

    /** Nothing when time is up. */
    private Optional<Trial> finish(int number, Rung rung) throws IOException {
        Optional<Trial> there = journal.find(number, rung.number());
        if (there.isPresent()) {
            return there;
        }
        if (elapsed() + expected(number, rung.epochs()) > limit.toNanos() / 1e9) {
            return Optional.empty();
        }
        Candidate candidate = candidates.apply(number);
        double begun = elapsed();
        Score score = learner.learn(candidate, rung.epochs());
        Trial trial = new Trial(
                number,
                rung.number(),
                rung.epochs(),
                score.accuracy(),
                score.loss(),
                elapsed() - begun,
                candidate.options());
        journal.add(trial);
        report(trial, rung);
        return Optional.of(trial);
    }

    /** From its own shorter training, else from what others took; nothing is known of the first. */
    private double expected(int number, int epochs) {
        return journal.trials().stream()
                        .filter(one -> one.trial() == number)
                        .mapToDouble(one -> one.seconds() / one.epochs())
                        .max()
                        .orElseGet(this::secondsOfEpoch)
                * epochs;
    }

    private double secondsOfEpoch() {
        double seconds = journal.trials().stream().mapToDouble(Trial::seconds).sum();
        return seconds
                / Math.max(1, journal.trials().stream().mapToInt(Trial::epochs).sum());
    }

    private void report(Trial trial, Rung rung) {
        long left = (long) Math.min(secondsLeft(), Math.max(0, limit.toSeconds() - elapsed()));
        screen.printf(
                Locale.ROOT,
                "%7.1f s  rung %d of %d  trial %2d  %2d epochs  %6.2f %%  loss %.4f  %5.1f s  left %d:%02d  %s%n",
                elapsed(),
                rung.number(),
                halving.rungs().size(),
                trial.trial(),
                trial.epochs(),
                100 * trial.accuracy(),
                trial.loss(),
                trial.seconds(),
                left / 60,
                left % 60,
                trial.candidate());
        screen.flush();
    }

    private double secondsLeft() {
        int epochs = halving.rungs().stream()
                        .mapToInt(rung -> rung.trials() * rung.epochs())
                        .sum()
                - journal.trials().stream().mapToInt(Trial::epochs).sum();
        return epochs * secondsOfEpoch();
    }

    private double elapsed() {
        return (System.nanoTime() - start) / 1e9;
    }

    private Found found(boolean isComplete) {
        List<Trial> furthest = IntStream.range(0, halving.trials())
                .mapToObj(number -> journal.trials().stream()
                        .filter(one -> one.trial() == number)
                        .max(Comparator.comparingInt(Trial::rung)))
                .flatMap(Optional::stream)
                .sorted(Trial.BEST_FIRST)
                .toList();
        return new Found(furthest, journal.trials(), isComplete);
    }
}
