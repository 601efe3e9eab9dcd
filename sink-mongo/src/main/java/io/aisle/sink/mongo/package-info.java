/** Keeps the newest classification of every product, and every dead letter, in MongoDB. */
@NullMarked
package io.aisle.sink.mongo;

import org.jspecify.annotations.NullMarked;
