/** One class that Deeplearning4j 1.0.0-M2.1 looks for by name and that ND4J no longer has. */
@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
