/** The checklist of every store that keeps the newest version of each product. */
@NullMarked
package io.aisle.tests.store;

import org.jspecify.annotations.NullMarked;
