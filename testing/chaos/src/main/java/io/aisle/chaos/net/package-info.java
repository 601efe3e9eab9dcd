/** Faults between a client and its server on one machine: a TCP proxy that can be slow, deaf, rude or gone. */
@NullMarked
package io.aisle.chaos.net;

import org.jspecify.annotations.NullMarked;
