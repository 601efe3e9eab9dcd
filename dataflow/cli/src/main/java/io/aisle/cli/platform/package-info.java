/** The local platform on and off: up, down, status. */
@NullMarked
package io.aisle.cli.platform;

import org.jspecify.annotations.NullMarked;
