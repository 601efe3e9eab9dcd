package io.aisle.training.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** How often an epoch takes a product of a category with N products. */
public enum Sampling {
    /** As the data have it: N. */
    NATURAL {
        @Override
        double wanted(int count) {
            return count;
        }
    },
    /** m log(1 + N), NAVER's (DEVIEW 2019): rare categories come often enough to be learned. */
    LOG {
        @Override
        double wanted(int count) {
            return Math.log1p(count);
        }
    },
    /** The square root of N (Mahajan et al., ECCV 2018). */
    SQUARE_ROOT {
        @Override
        double wanted(int count) {
            return Math.sqrt(count);
        }
    },
    /** The effective number of products (Cui et al., CVPR 2019), beta 0.999. */
    EFFECTIVE {
        @Override
        double wanted(int count) {
            return 1 - Math.pow(0.999, count);
        }
    };

    abstract double wanted(int count);

    /** Products for an epoch, as many as there are, in random order. */
    int[] epoch(int[] products, int[] labels, Random random) {
        int[] order = this == NATURAL ? products.clone() : drawn(products, labels, random);
        for (int at = order.length - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int kept = order[at];
            order[at] = order[other];
            order[other] = kept;
        }
        return order;
    }

    private int[] drawn(int[] products, int[] labels, Random random) {
        int classes =
                Arrays.stream(products).map(product -> labels[product]).max().orElse(0) + 1;
        List<List<Integer>> ofLabel = new ArrayList<>();
        IntStream.range(0, classes).forEach(label -> ofLabel.add(new ArrayList<>()));
        IntStream.of(products).forEach(product -> ofLabel.get(labels[product]).add(product));
        double[] shares = shares(IntStream.range(0, classes)
                .map(label -> ofLabel.get(label).size())
                .toArray());
        return IntStream.range(0, classes)
                .flatMap(label -> random.ints(
                                Math.round(shares[label] * products.length),
                                0,
                                Math.max(1, ofLabel.get(label).size()))
                        .map(at -> ofLabel.get(label).get(at)))
                .toArray();
    }

    /** Share of each category in an epoch, 0 where it has no products. */
    double[] shares(int[] counts) {
        double[] shares = IntStream.of(counts)
                .mapToDouble(count -> count == 0 ? 0 : wanted(count))
                .toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    /**
     * What to add to each logit so that a network trained on this sample speaks of the data as they are: the logarithm
     * of the data's share over the sample's (Saerens et al., Neural Computation 2002, eq. 2.4).
     */
    float[] correction(int[] counts) {
        double[] natural = NATURAL.shares(counts);
        double[] sampled = shares(counts);
        float[] correction = new float[counts.length];
        for (int label = 0; label < counts.length; label++) {
            correction[label] = counts[label] == 0 ? 0 : (float) Math.log(natural[label] / sampled[label]);
        }
        return correction;
    }
}
