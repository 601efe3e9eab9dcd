/** What is done to the stream, one fault each. */
@NullMarked
package io.aisle.chaos.fault;

import org.jspecify.annotations.NullMarked;
