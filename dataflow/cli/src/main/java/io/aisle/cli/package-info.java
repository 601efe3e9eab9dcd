/** The command line that {@code ./aisle} starts: one class per command. */
@NullMarked
package io.aisle.cli;

import org.jspecify.annotations.NullMarked;
