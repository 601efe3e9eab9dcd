/** What is stuck where, since when, why, and the command to run next. */
@NullMarked
package io.aisle.cli.account.stuck;

import org.jspecify.annotations.NullMarked;
