/** The apps of the streams as plain processes, for measurements and fault runs that need no Data Flow. */
@NullMarked
package io.aisle.cli.apps;

import org.jspecify.annotations.NullMarked;
