package io.aisle.delivery;

import io.aisle.contract.Headers;
import java.time.Duration;
import java.util.Map;

/** Publishes image halves of the products it is told, and a dead letter for {@code dead}; there is no broker. */
public final class Publishing {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public static void main(String[] ids) {
        ConfirmedPublisher publisher = new ConfirmedPublisher(null, PATIENCE);
        for (String id : ids) {
            System.out.println(id + ": " + result(publisher, id));
        }
        publisher.destroy();
    }

    private static String result(ConfirmedPublisher publisher, String id) {
        boolean dead = id.equals("dead");
        String kind = dead ? Headers.KIND_DEAD_LETTER : Headers.KIND_IMAGE;
        Outgoing half = new Outgoing(new byte[0], Map.of(Headers.KIND, kind, Headers.PRODUCT_ID, id));
        try {
            publisher.publish(dead ? "dead" : "output", half).block(PATIENCE);
            return "published";
        } catch (PublishRefused e) {
            return e.reason().name();
        }
    }
}
