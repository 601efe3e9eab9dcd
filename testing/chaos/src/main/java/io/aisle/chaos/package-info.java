/** {@code ./aisle chaos}: one fault, one seed, one run, and what became of every product. */
@NullMarked
package io.aisle.chaos;

import org.jspecify.annotations.NullMarked;
