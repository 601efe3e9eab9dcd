/** Rules in their file: checked, proposed from the errors of an evaluation, and accepted by a person. */
@NullMarked
package io.aisle.training.rules;

import org.jspecify.annotations.NullMarked;
