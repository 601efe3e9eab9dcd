/** Broker, store, Skipper, Data Flow and the streams, started and stopped as one on this machine. */
@NullMarked
package io.aisle.platform;

import org.jspecify.annotations.NullMarked;
