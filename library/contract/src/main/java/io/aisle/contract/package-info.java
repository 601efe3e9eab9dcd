/** What travels between Aisle's apps and what is stored: records, codec, headers and JSON Schemas. */
@NullMarked
package io.aisle.contract;

import org.jspecify.annotations.NullMarked;
