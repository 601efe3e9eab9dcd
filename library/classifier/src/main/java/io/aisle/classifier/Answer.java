package io.aisle.classifier;

import io.aisle.contract.Classification;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.HeadAnswer;
import io.aisle.contract.Classification.ImageStamp;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Classification.ModelStamp;
import io.aisle.contract.ImageFeatures.Picture;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** From the heads' probabilities of one product to its classification. */
record Answer(ModelRelease release, ModelStamp stamp) {
    private static final int ALTERNATIVES = 5;

    Classification of(Pair pair, Map<Head, float[]> probabilities, Instant now) {
        Set<Modality> modalities = modalities(pair);
        Verdict verdict = Verdict.of(release, pair.text().product(), calibrated(probabilities));
        return new Classification(
                pair.key().version(),
                pair.text().product(),
                verdict.ranked().get(0).category(),
                verdict.ranked().get(0).probability(),
                verdict.pathConfidence(),
                verdict.ranked().stream().skip(1).limit(ALTERNATIVES).toList(),
                heads(probabilities, modalities),
                modalities,
                verdict.rule(),
                stamp,
                ImageStamp.of(pair.image()),
                pair.acceptedAt(),
                now);
    }

    @SuppressWarnings("NullAway") // Predictions holds every head
    private double[] calibrated(Map<Head, float[]> probabilities) {
        return release.calibration().apply(Head.FUSED, probabilities.get(Head.FUSED));
    }

    private static Set<Modality> modalities(Pair pair) {
        Set<Modality> used = EnumSet.noneOf(Modality.class);
        addIf(used, Modality.NAME, anyId(pair.text().nameIds()));
        addIf(used, Modality.MALL_CATEGORY, anyId(pair.text().mallIds()));
        addIf(used, Modality.BRAND, anyId(pair.text().brandIds()));
        addIf(used, Modality.IMAGE, pair.image() instanceof Picture);
        return used;
    }

    private static void addIf(Set<Modality> used, Modality modality, boolean present) {
        if (present) {
            used.add(modality);
        }
    }

    private static boolean anyId(List<Integer> ids) {
        return ids.stream().anyMatch(id -> id != 0);
    }

    /** A head without its input has nothing to say. */
    private Map<Head, HeadAnswer> heads(Map<Head, float[]> probabilities, Set<Modality> modalities) {
        Map<Head, HeadAnswer> answers = new EnumMap<>(Head.class);
        probabilities.forEach((head, row) -> {
            if (head == Head.FUSED || modalities.contains(Modality.valueOf(head.name()))) {
                answers.put(head, best(release.calibration().apply(head, row)));
            }
        });
        return answers;
    }

    private HeadAnswer best(double[] row) {
        int label = IntStream.range(0, row.length)
                .reduce((left, right) -> row[right] > row[left] ? right : left)
                .orElseThrow();
        return new HeadAnswer(release.categories().leaf(label).id(), row[label]);
    }
}
