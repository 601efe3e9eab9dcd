/** The image half of a product. */
@NullMarked
package io.aisle.imaging;

import org.jspecify.annotations.NullMarked;
