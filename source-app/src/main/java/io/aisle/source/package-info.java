/** The way in: products over HTTP or from a queue, each answered only after the broker has it. */
@NullMarked
package io.aisle.source;

import org.jspecify.annotations.NullMarked;
