package io.aisle.training.learn;

/**
 * How labels that are partly wrong are learned from.
 *
 * @param share of the labels that are wrong, 0 to below 1
 * @param history predictions of a product that vote on its label (q, 15 in the paper)
 * @param dissent votes that may differ. The paper bounds their entropy, divided by that of all labels: its 0.05 lets 0
 *     of 15 differ among 10 labels and 2 among 5,000, so votes are said here
 * @param warmUp for a learner that does not rehearse, epochs that learn every label as it is given
 */
public record LabelNoise(double share, int history, int dissent, int warmUp) {
    /** A training here has some ten epochs where the paper's has 100. */
    private static final int VOTES = 3;
    /** Of the paper's 100 epochs 25 warm up. */
    private static final int WARM_UP = 4;

    public LabelNoise {
        require(share >= 0 && share < 1, "share of wrong labels must be from 0 to below 1, not " + share);
        require(history > 0 && warmUp > 0, "history and warm-up must be above 0");
        require(
                dissent >= 0 && 2 * dissent < history,
                "most of the votes must agree, so dissent is below half of them");
    }

    /** Three votes that agree, and the paper's share of warm-up in a training of so many epochs. */
    public static LabelNoise of(double share, int epochs) {
        return new LabelNoise(share, VOTES, 0, Math.max(1, epochs / WARM_UP));
    }

    private static void require(boolean fulfilled, String problem) {
        if (!fulfilled) {
            throw new IllegalArgumentException("data: label noise: " + problem);
        }
    }
}
