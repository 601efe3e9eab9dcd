/** Questions about methods, each answered by one command with a table of figures. */
@NullMarked
package io.aisle.training.experiment;

import org.jspecify.annotations.NullMarked;
