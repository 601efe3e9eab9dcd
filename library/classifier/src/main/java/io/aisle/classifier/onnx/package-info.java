/** Deeplearning4j to ONNX: a small exporter for the layers our network is made of. */
@NullMarked
package io.aisle.classifier.onnx;

import org.jspecify.annotations.NullMarked;
