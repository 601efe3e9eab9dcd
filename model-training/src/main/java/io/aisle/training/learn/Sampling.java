package io.aisle.training.learn;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** How often an epoch takes a product of a category with N products. */
public enum Sampling {
    /** As the data have it: N. */
    NATURAL {
        @Override
        double wanted(double count) {
            return count;
        }
    },
    /** m log(1 + N), NAVER's (DEVIEW 2019): rare categories come often enough to be learned. */
    LOG {
        @Override
        double wanted(double count) {
            return Math.log1p(count);
        }
    },
    /** The square root of N (Mahajan et al., ECCV 2018). */
    SQUARE_ROOT {
        @Override
        double wanted(double count) {
            return Math.sqrt(count);
        }
    },
    /** The effective number of products (Cui et al., CVPR 2019), beta 0.999. */
    EFFECTIVE {
        @Override
        double wanted(double count) {
            return 1 - Math.pow(0.999, count);
        }
    },
    /** Every category the same. */
    EQUAL {
        @Override
        double wanted(double count) {
            return 1;
        }
    },
    /**
     * N, but the logarithm of a category's share is added to its logit while learning (Menon et al., Long-tail Learning
     * via Logit Adjustment, ICLR 2021, eq. 10): what is learned speaks of categories that are all as frequent.
     */
    LOGIT_ADJUSTED {
        @Override
        double wanted(double count) {
            return count;
        }

        @Override
        double[] believed(double[] counts) {
            return EQUAL.shares(counts);
        }
    };

    abstract double wanted(double count);

    /** How frequent a network that learned this way believes each category to be. */
    double[] believed(double[] counts) {
        return shares(counts);
    }

    /**
     * Products for an epoch, as many as there are, in random order.
     *
     * @param labels of every product
     * @param weights how often one product of a category comes beside another, of every product; empty when all are equal
     */
    int[] epoch(int[] products, int[] labels, double[] weights, Random random) {
        int[] order = drawsAnew(weights) ? drawn(products, labels, weights, random) : products.clone();
        for (int at = order.length - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int kept = order[at];
            order[at] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /** Whether an epoch is something else than every product once. */
    boolean drawsAnew(double[] weights) {
        return weights.length > 0 || (this != NATURAL && this != LOGIT_ADJUSTED);
    }

    private int[] drawn(int[] products, int[] labels, double[] weights, Random random) {
        double[] shares = shares(counts(products, labels, weights));
        int[][] categories = byLabel(products, labels, shares.length);
        return IntStream.range(0, shares.length)
                .filter(label -> shares[label] > 0)
                .flatMap(
                        label -> draw(categories[label], weights, atLeastOnce(shares[label] * products.length), random))
                .toArray();
    }

    /** A category that is there is there in every epoch. */
    private static int atLeastOnce(double wanted) {
        return (int) Math.max(1, Math.round(wanted));
    }

    private static int[][] byLabel(int[] products, int[] labels, int categories) {
        int[] sizes = new int[categories];
        IntStream.of(products).forEach(product -> sizes[labels[product]]++);
        int[][] byLabel = IntStream.of(sizes).mapToObj(int[]::new).toArray(int[][]::new);
        IntStream.of(products).forEach(product -> byLabel[labels[product]][--sizes[labels[product]]] = product);
        return byLabel;
    }

    private static IntStream draw(int[] category, double[] weights, int wanted, Random random) {
        double[] sums = new double[category.length];
        double sum = 0;
        for (int at = 0; at < category.length; at++) {
            sum += weight(weights, category[at]);
            sums[at] = sum;
        }
        double all = sum;
        return IntStream.range(0, wanted).map(any -> {
            int at = Arrays.binarySearch(sums, random.nextDouble() * all);
            return category[Math.min(category.length - 1, at < 0 ? -at - 1 : at + 1)];
        });
    }

    private static double weight(double[] weights, int product) {
        return weights.length == 0 ? 1 : weights[product];
    }

    /** Products of each category, each as much as it weighs. */
    static double[] counts(int[] products, int[] labels, double[] weights) {
        int categories =
                IntStream.of(products).map(product -> labels[product]).max().orElse(-1) + 1;
        double[] counts = new double[categories];
        for (int product : products) {
            counts[labels[product]] += weight(weights, product);
        }
        return counts;
    }

    /** Share of each category in an epoch, 0 where it has no products. */
    double[] shares(double[] counts) {
        double[] shares = Arrays.stream(counts)
                .map(count -> count == 0 ? 0 : wanted(count))
                .toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    /** What is added to each logit while learning. */
    float[] offset(double[] counts) {
        return difference(shares(counts), believed(counts));
    }

    /**
     * What to add to each logit afterwards so that a network that learned this way speaks of products among which the
     * categories are as frequent as {@code target} has them: the logarithm of this share over the believed one (Saerens
     * et al., Neural Computation 2002, eq. 2.4).
     *
     * @param target products of each category, or any multiple; 0 for a category that is not asked for leaves it as it is
     */
    float[] correction(double[] counts, double[] target) {
        return difference(NATURAL.shares(target), believed(counts));
    }

    private static float[] difference(double[] shares, double[] others) {
        float[] difference = new float[shares.length];
        for (int label = 0; label < shares.length; label++) {
            boolean known = shares[label] > 0 && others[label] > 0;
            difference[label] = known ? (float) Math.log(shares[label] / others[label]) : 0;
        }
        return difference;
    }
}
