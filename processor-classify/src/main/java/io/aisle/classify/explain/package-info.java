/** {@code POST /explain}: why the serving model gives a product its category. */
@NullMarked
package io.aisle.classify.explain;

import org.jspecify.annotations.NullMarked;
