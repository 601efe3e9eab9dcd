/** The multi-task network in Deeplearning4j, and its folding for inference. */
@NullMarked
package io.aisle.classifier.network;

import org.jspecify.annotations.NullMarked;
