/** Releases side by side, and which of them answers. */
@NullMarked
package io.aisle.classifier.registry;

import org.jspecify.annotations.NullMarked;
