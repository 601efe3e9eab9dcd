/** Training of the network: mini-batches, what is left out of them, the learning itself. */
@NullMarked
package io.aisle.training.learn;

import org.jspecify.annotations.NullMarked;
