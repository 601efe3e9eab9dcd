/** The runs as a table, as JSON and as a page. */
@NullMarked
package io.aisle.chaos.report;

import org.jspecify.annotations.NullMarked;
