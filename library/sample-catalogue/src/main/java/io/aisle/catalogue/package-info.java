/** A made-up marketplace for training, tests and the demo: every product is written and drawn by code from a seed. */
@NullMarked
package io.aisle.catalogue;

import org.jspecify.annotations.NullMarked;
