/** What computes the network's answers: engines behind one interface, the same golden answers from each. */
@NullMarked
package io.aisle.classifier.engine;

import org.jspecify.annotations.NullMarked;
