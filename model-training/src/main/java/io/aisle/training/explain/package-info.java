/** {@code ./aisle explain}: why a model gives a product its category, and whether that can be believed. */
@NullMarked
package io.aisle.training.explain;

import org.jspecify.annotations.NullMarked;
