/** The classifier: features in, categories out; model releases, rules and calibration. */
@NullMarked
package io.aisle.classifier;

import org.jspecify.annotations.NullMarked;
