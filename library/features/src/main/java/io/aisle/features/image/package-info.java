/** Strangers' pictures to pictures of the model's input size, the same in serving and in training. */
@NullMarked
package io.aisle.features.image;

import org.jspecify.annotations.NullMarked;
