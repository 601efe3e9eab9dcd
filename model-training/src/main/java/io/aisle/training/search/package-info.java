/** A search for the options that train the best model: many short trainings, then longer ones of the best. */
@NullMarked
package io.aisle.training.search;

import org.jspecify.annotations.NullMarked;
