package io.aisle.training.learn;

import java.time.Duration;

/**
 * How a network learns.
 *
 * @param epochs times as many products are seen as there are
 * @param batchSize products of one step
 * @param learningRate at the start
 * @param smoothing probability that a true label gives away to all
 * @param sampling how often each category comes
 * @param linear epochs of the linear classifier that a network with n-grams begins with, 0 for none
 * @param wordVectors epochs of skip-gram that the embedding begins with otherwise, 0 for random vectors
 * @param seed of everything drawn
 * @param limit training ends with fewer epochs rather than later
 */
public record Recipe(
        int epochs,
        int batchSize,
        double learningRate,
        double smoothing,
        Sampling sampling,
        int linear,
        int wordVectors,
        long seed,
        Duration limit) {}
