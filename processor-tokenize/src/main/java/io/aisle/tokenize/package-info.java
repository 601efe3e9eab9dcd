/** The text half of a product. */
@NullMarked
package io.aisle.tokenize;

import org.jspecify.annotations.NullMarked;
