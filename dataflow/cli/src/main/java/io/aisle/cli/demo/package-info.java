/** The demonstration: a sample catalogue through the whole platform, and the proof that nothing was lost. */
@NullMarked
package io.aisle.cli.demo;

import org.jspecify.annotations.NullMarked;
