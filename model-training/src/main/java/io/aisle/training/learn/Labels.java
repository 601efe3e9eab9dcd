package io.aisle.training.learn;

/**
 * Which label a product teaches, decided anew after each epoch from what the learner said of it. The learner tells what it
 * predicts of every product, also of those left out: they may come back. Not thread-safe.
 */
public interface Labels {
    /** Instead of a label: the product teaches nothing for now. */
    int NONE = -1;

    /** The label to learn for a product, or {@link #NONE}. */
    int of(int product);

    /** The label the data give it. */
    int given(int product);

    /** Whether anybody listens to {@link #note}: else a learner need not predict what it does not learn from. */
    default boolean listens() {
        return false;
    }

    /**
     * What the learner says of a product before it learns from it.
     *
     * @param predicted its likeliest label
     * @param loss cross-entropy against the label that the data give
     */
    default void note(int product, int predicted, double loss) {}

    /** An epoch is over. */
    default void nextEpoch() {}

    /** A learner that forgets everything between two runs. */
    interface Rehearsal {
        /**
         * Learns from some products and notes what it then says of the others.
         *
         * @param round changes what is drawn
         */
        void run(int[] taught, int[] heldOut, int round);
    }

    /** Before it learns in earnest, a learner may show what it says of products that it did not learn from. */
    default void rehearse(Rehearsal learner) {}

    /** Another learner, or the same from its start; what was decided stays until it has warmed up. */
    default void restart() {}

    /** Every product teaches the label it has. */
    static Labels asGiven(int[] labels) {
        return new Labels() {
            @Override
            public int of(int product) {
                return labels[product];
            }

            @Override
            public int given(int product) {
                return labels[product];
            }
        };
    }
}
