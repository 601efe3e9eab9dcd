package io.aisle.chaos.traffic;

import java.util.List;
import java.util.Random;

/** What kind of events a run sends. */
public interface Shape {
    /**
     * Lines in sending order.
     *
     * @param prefix of every product id; no other run may use it
     * @param count least number of product versions in them
     */
    List<byte[]> lines(Products products, String prefix, int count, Random random);
}
