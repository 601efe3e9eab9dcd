/** The checklist of every stage that reads from the broker and writes to it. */
@NullMarked
package io.aisle.tests.delivery;

import org.jspecify.annotations.NullMarked;
