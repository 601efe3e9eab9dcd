package io.aisle.training.release;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.classifier.Pair;
import io.aisle.contract.Category;
import io.aisle.training.data.Catalogue;
import io.aisle.training.data.Features;
import io.aisle.training.data.Source;
import io.aisle.training.data.Split.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Products whose pictures and words a release needs once more.
 *
 * @param golden whose answers every engine must give: those that test, evenly; where there are none, those that teach
 * @param calibrating that taught, evenly from all of them
 * @param measuring that did not teach
 */
public record Samples(List<Pair> golden, List<Pair> calibrating, List<Labelled> measuring) {
    /** Fewer where each has thousands of probabilities. */
    private static final int MOST_GOLDEN = 64;

    private static final int MOST_GOLDEN_VALUES = 60_000;
    /** Ranges of activations change little beyond some hundred. */
    private static final int MOST_CALIBRATING = 256;

    private static final int MOST_MEASURING = 1_000;

    public Samples {
        golden = List.copyOf(golden);
        calibrating = List.copyOf(calibrating);
        measuring = List.copyOf(measuring);
    }

    /** @param category the true one */
    public record Labelled(Pair pair, Category category) {}

    /** Reads the source once more. */
    public static Samples of(Source source, Catalogue catalogue, Features features) {
        Reading reading = new Reading(catalogue, features);
        source.read(reading::take);
        return new Samples(reading.golden, reading.calibrating, reading.measuring);
    }

    private static final class Reading {
        private final Catalogue catalogue;
        private final Features features;
        private final Part goldenPart;
        private final int mostGolden;
        private final int ofGolden;
        private final int ofTaught;
        private final int ofHeld;
        private final List<Pair> golden = new ArrayList<>();
        private final List<Pair> calibrating = new ArrayList<>();
        private final List<Labelled> measuring = new ArrayList<>();
        private int read;
        private int taught;
        private int held;
        private int candidates;

        Reading(Catalogue catalogue, Features features) {
            this.catalogue = catalogue;
            this.features = features;
            int test = catalogue.count(Part.TEST);
            this.goldenPart = test > 0 ? Part.TEST : Part.TRAINING;
            this.mostGolden = Math.min(
                    MOST_GOLDEN,
                    Math.max(8, MOST_GOLDEN_VALUES / catalogue.tree().size()));
            this.ofGolden = catalogue.count(goldenPart);
            this.ofTaught = catalogue.count(Part.TRAINING);
            this.ofHeld = test + catalogue.count(Part.VALIDATION);
        }

        /** Whether this one of all is among the most that are taken, with equal gaps. */
        private static boolean isTaken(int number, int all, int most) {
            return all <= most || (number + 1L) * most / all > (long) number * most / all;
        }

        void take(LabelledProduct product) {
            Part part = catalogue.parts()[read++];
            boolean calibrates = part == Part.TRAINING && isTaken(taught++, ofTaught, MOST_CALIBRATING);
            boolean measures = part != Part.TRAINING && isTaken(held++, ofHeld, MOST_MEASURING);
            boolean isGolden = part == goldenPart && isTaken(candidates++, ofGolden, mostGolden);
            if (!calibrates && !measures && !isGolden) {
                return;
            }
            Pair pair = features.of(product.product());
            addIf(isGolden, golden, pair);
            addIf(calibrates, calibrating, pair);
            addIf(measures, measuring, new Labelled(pair, product.category()));
        }

        private static <T> void addIf(boolean wanted, List<T> list, T one) {
            if (wanted) {
                list.add(one);
            }
        }
    }
}
