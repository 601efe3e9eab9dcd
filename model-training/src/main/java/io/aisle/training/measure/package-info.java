/** What a release is worth: its answers against the truth, and the report about it. */
@NullMarked
package io.aisle.training.measure;

import org.jspecify.annotations.NullMarked;
