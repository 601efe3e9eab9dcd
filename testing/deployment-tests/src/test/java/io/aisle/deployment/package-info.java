/** Checks of what an operator deploys. */
@NullMarked
package io.aisle.deployment;

import org.jspecify.annotations.NullMarked;
