package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import io.aisle.contract.Headers;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.messaging.support.MessageBuilder;

class DeliveryTest {
    /** Without its version, a dead letter would be taken for a lost product. */
    @ParameterizedTest
    @CsvSource({"7, 7", "9223372036854775807, 9223372036854775807", "9223372036854775808,", "-1,", "seven,"})
    void readsEveryVersionTheContractAllowsAndNoOther(String header, Long version) {
        var message = MessageBuilder.withPayload(new byte[0])
                .setHeader(Headers.VERSION, header)
                .build();
        assertThat(Delivery.of(message).version()).isEqualTo(version);
    }

    /** An error here would end the flux, and the app with it. */
    @Test
    void aChannelThatClosedMeanwhileIsNoError() {
        var closed = (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("Channel closed; cannot ack/nack"); // as Spring's channels say it
                });
        var message = MessageBuilder.withPayload(new byte[0])
                .setHeader(AmqpHeaders.CHANNEL, closed)
                .setHeader(AmqpHeaders.DELIVERY_TAG, 1L)
                .build();
        assertThat(Delivery.of(message).acknowledge()).isFalse();
        assertThat(Delivery.of(message).giveBack()).isFalse();
    }

    /** On another channel the tag is another message's. */
    @Test
    void acknowledgesOnTheChannelItCameBy() {
        List<String> told = new ArrayList<>();
        AtomicReference<Channel> target = new AtomicReference<>(channel("first", told));
        var cached = (ChannelProxy) Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {ChannelProxy.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getTargetChannel")) {
                        return target.get();
                    }
                    return method.invoke(target.get(), arguments);
                });
        Delivery delivery = Delivery.of(MessageBuilder.withPayload(new byte[0])
                .setHeader(AmqpHeaders.CHANNEL, cached)
                .setHeader(AmqpHeaders.DELIVERY_TAG, 1L)
                .build());
        target.set(channel("second", told));
        delivery.acknowledge();
        assertThat(told).containsExactly("first basicAck");
    }

    private static Channel channel(String name, List<String> told) {
        return (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (proxy, method, arguments) -> {
                    told.add(name + " " + method.getName());
                    return null;
                });
    }
}
