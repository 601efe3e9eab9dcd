/** At-least-once, written once: acknowledgement after confirmed output, outcomes as values, dead letters, liveness. */
@NullMarked
package io.aisle.delivery;

import org.jspecify.annotations.NullMarked;
