/** Saturation load on the five apps as plain processes, and what it cost. */
@NullMarked
package io.aisle.cli.bench;

import org.jspecify.annotations.NullMarked;
