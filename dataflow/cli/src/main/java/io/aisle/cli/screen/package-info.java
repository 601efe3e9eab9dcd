/** What people see: tables that line up, also with Korean text, and one line per step. */
@NullMarked
package io.aisle.cli.screen;

import org.jspecify.annotations.NullMarked;
