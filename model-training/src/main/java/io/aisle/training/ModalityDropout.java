package io.aisle.training;

import io.aisle.contract.Classification.Modality;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Takes inputs away at random while training, so that the fused head learns to do without any of them (ModDrop,
 * Neverova et al., TPAMI 2016). At least one of name, mall category and picture stays.
 */
record ModalityDropout(Random random, Map<Modality, Double> rates) {
    static ModalityDropout of(long seed) {
        Map<Modality, Double> rates = new EnumMap<>(Modality.class);
        rates.put(Modality.NAME, 0.1);
        rates.put(Modality.MALL_CATEGORY, 0.15);
        rates.put(Modality.BRAND, 0.15);
        rates.put(Modality.IMAGE, 0.15);
        return new ModalityDropout(new Random(seed), rates);
    }

    Set<Modality> draw() {
        Set<Modality> missing = EnumSet.noneOf(Modality.class);
        rates.forEach((modality, rate) -> {
            if (random.nextDouble() < rate) {
                missing.add(modality);
            }
        });
        if (missing.containsAll(EnumSet.of(Modality.NAME, Modality.MALL_CATEGORY, Modality.IMAGE))) {
            missing.remove(Modality.NAME);
        }
        return missing;
    }
}
