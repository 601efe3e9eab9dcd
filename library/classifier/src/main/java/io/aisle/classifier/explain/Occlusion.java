package io.aisle.classifier.explain;

import io.aisle.classifier.Pair;
import io.aisle.classifier.explain.Attribution.Weighed;
import io.aisle.classifier.explain.Explanation.Weight;
import io.aisle.contract.Classification.Head;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.ImageFeatures.Picture;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Leave one out: the model is asked about the product as it is, without each of its words, and without each of its inputs
 * (Zeiler and Fergus, ECCV 2014, did so with pictures; Li et al., Understanding Neural Networks through Representation
 * Erasure, 2016, with words). It needs nothing of the model but its answers, so it holds for every engine and network; a
 * gradient with respect to a word's vector would miss that the word's characters are read a second time, hashed.
 */
final class Occlusion {
    private final List<Part> words;
    private final Map<Modality, Variant> inputs = new LinkedHashMap<>();
    private final List<Map<Head, double[]>> answers;

    Occlusion(Questions questions, Pair pair, int imageSize) {
        this.words = Part.of(pair);
        for (Modality input : List.of(Modality.NAME, Modality.MALL_CATEGORY, Modality.BRAND)) {
            List<Part> whole = Part.input(pair, input);
            if (!whole.isEmpty()) {
                inputs.put(input, Variant.without(pair, whole));
            }
        }
        if (pair.image() instanceof Picture) {
            inputs.put(Modality.IMAGE, Variant.withoutPicture(pair, imageSize));
        }
        List<Variant> variants = new ArrayList<>(List.of(Variant.intact(pair)));
        words.forEach(word -> variants.add(Variant.without(pair, List.of(word))));
        variants.addAll(inputs.values());
        this.answers = questions.ask(variants);
    }

    /** Calibrated answers about the product as it is. */
    Map<Head, double[]> intact() {
        return answers.get(0);
    }

    Attribution of(int label) {
        Belief intact = belief(0, label);
        List<Weighed> weighed = IntStream.range(0, words.size())
                .mapToObj(word -> new Weighed(words.get(word), intact.against(belief(1 + word, label))))
                .toList();
        Map<Modality, Weight> whole = new EnumMap<>(Modality.class);
        int at = 1 + words.size();
        for (Modality input : inputs.keySet()) {
            whole.put(input, intact.against(belief(at++, label)));
        }
        return new Attribution(weighed, whole);
    }

    @SuppressWarnings("NullAway") // every head answers
    private Belief belief(int variant, int label) {
        return Belief.in(label, answers.get(variant).get(Head.FUSED));
    }
}
