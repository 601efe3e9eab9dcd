package io.aisle.classify;

import io.aisle.contract.Features;
import io.aisle.delivery.Delivery;

/**
 * One half as it arrived.
 *
 * @param features what it says
 * @param delivery what must be acknowledged for it
 */
record Half(Features features, Delivery delivery) {}
