package io.aisle.training.learn;

import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import io.aisle.training.data.Dataset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Takes inputs away at random while training, so that the fused head learns to do without any of them (ModDrop,
 * Neverova et al., TPAMI 2016). At least one of those that name, mall category and picture the product has stays.
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

    /** What this product goes without, of what it has. */
    Set<Modality> draw(Dataset data, int product) {
        Set<Modality> missing = EnumSet.noneOf(Modality.class);
        rates.forEach((modality, rate) -> {
            if (random.nextDouble() < rate) {
                missing.add(modality);
            }
        });
        return staysSomething(data, product, missing) ? missing : Set.of();
    }

    private static boolean staysSomething(Dataset data, int product, Set<Modality> missing) {
        for (Head head : Head.values()) {
            if (head != Head.FUSED && data.has(product, head) && !missing.contains(Modality.valueOf(head.name()))) {
                return true;
            }
        }
        return false;
    }
}
