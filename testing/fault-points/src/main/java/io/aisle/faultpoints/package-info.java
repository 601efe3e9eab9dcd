/** A Java agent for the fault matrix: named points at which an app ends, and mutants of its promises. */
@NullMarked
package io.aisle.faultpoints;

import org.jspecify.annotations.NullMarked;
