/** Labelled products on their way to numbers: read, split so that nothing leaks, encoded as in serving. */
@NullMarked
package io.aisle.training.data;

import org.jspecify.annotations.NullMarked;
