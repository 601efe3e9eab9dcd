/**
 * How the stock {@code http} source and {@code mongodb} sink acknowledge, rebuilt as named in {@code STOCK.md}: for
 * comparison under the same faults, generator and checker. Nothing here is part of Aisle.
 */
@NullMarked
package io.aisle.chaos.stock;

import org.jspecify.annotations.NullMarked;
