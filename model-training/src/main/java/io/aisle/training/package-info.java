/** Trains, evaluates and releases the classifier. */
@NullMarked
package io.aisle.training;

import org.jspecify.annotations.NullMarked;
