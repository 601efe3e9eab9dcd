/** Products from a file to the source app, line by line, with an answer for each. */
@NullMarked
package io.aisle.cli.send;

import org.jspecify.annotations.NullMarked;
