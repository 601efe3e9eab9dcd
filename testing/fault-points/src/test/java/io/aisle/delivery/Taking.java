package io.aisle.delivery;

import com.rabbitmq.client.Channel;
import java.lang.reflect.Proxy;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.messaging.support.MessageBuilder;

/** Takes a delivery from each exchange it is told, and settles it, as a stage does; the channel only says what it hears. */
public final class Taking {
    public static void main(String[] exchanges) {
        long tag = 0;
        for (String exchange : exchanges) {
            tag++;
            Delivery delivery = Delivery.of(MessageBuilder.withPayload(new byte[0])
                    .setHeader(AmqpHeaders.RECEIVED_EXCHANGE, exchange)
                    .setHeader(AmqpHeaders.CHANNEL, channel())
                    .setHeader(AmqpHeaders.DELIVERY_TAG, tag)
                    .build());
            System.out.println("taken " + tag);
            System.out.println("settled " + tag + " " + delivery.acknowledge());
        }
    }

    private static Channel channel() {
        return (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (self, method, arguments) -> {
                    if (method.getName().equals("basicAck")) {
                        System.out.println("broker told " + arguments[0]);
                    }
                    return method.getName().equals("toString") ? "channel" : null;
                });
    }
}
