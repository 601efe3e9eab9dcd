/** The model's commands, as a task of Data Flow. */
@NullMarked
package io.aisle.task;

import org.jspecify.annotations.NullMarked;
