/** From a trained network to the files that serving reads, checked and measured. */
@NullMarked
package io.aisle.training.release;

import org.jspecify.annotations.NullMarked;
