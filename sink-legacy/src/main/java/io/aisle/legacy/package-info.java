/** Keeps the newest classification of every product in the old relational database, while migrating. */
@NullMarked
package io.aisle.legacy;

import org.jspecify.annotations.NullMarked;
