/** The app that joins both halves of a product and asks the classifier for its category, in micro-batches. */
@NullMarked
package io.aisle.classify;

import org.jspecify.annotations.NullMarked;
