/** What is sent during a run: products from a seed, in the shapes that hurt. */
@NullMarked
package io.aisle.chaos.traffic;

import org.jspecify.annotations.NullMarked;
