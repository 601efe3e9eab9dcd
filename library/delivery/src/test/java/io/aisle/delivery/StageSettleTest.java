package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.messaging.support.MessageBuilder;

class StageSettleTest {
    private final List<String> told = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Stage stage = Settings.stage("settle", Settings.properties(), meters);

    @Test
    void acknowledgesInTheOrderOfTheDeliveries() {
        settle(on("text", true), on("image", true));
        assertThat(told).containsExactly("text basicAck", "image basicAck");
        assertThat(redeliveries()).isZero();
    }

    @Test
    void givesThePartnerBackWhenTheFirstHalfCannotBeAcknowledged() {
        settle(on("text", false), on("image", true));
        assertThat(told).containsExactly("image basicReject");
        assertThat(redeliveries()).isEqualTo(2);
    }

    private void settle(Delivery... deliveries) {
        stage.taken(deliveries.length);
        stage.settle(List.of(deliveries), new Outcome.Done()).block();
        assertThat(meters.get("aisle.stage.in.hand").gauge().value()).isZero();
    }

    private double redeliveries() {
        return meters.counter("aisle.stage.redelivery.expected", "stage", "settle")
                .count();
    }

    private Delivery on(String channel, boolean open) {
        Object proxy = Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (self, method, arguments) -> {
                    if (!open) {
                        throw new AlreadyClosedException(new ShutdownSignalException(true, false, null, null));
                    }
                    told.add(channel + " " + method.getName());
                    return null;
                });
        return Delivery.of(MessageBuilder.withPayload(new byte[0])
                .setHeader(AmqpHeaders.CHANNEL, proxy)
                .setHeader(AmqpHeaders.DELIVERY_TAG, 1L)
                .build());
    }
}
