/** Dead letters back to where they came from. */
@NullMarked
package io.aisle.cli.replay;

import org.jspecify.annotations.NullMarked;
