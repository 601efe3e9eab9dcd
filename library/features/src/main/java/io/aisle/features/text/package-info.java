/** Product text to tokens and token ids, the same in serving and in training. */
@NullMarked
package io.aisle.features.text;

import org.jspecify.annotations.NullMarked;
