package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionBlockedEvent;
import org.springframework.amqp.rabbit.connection.ConnectionUnblockedEvent;

class BlockedConnectionTest {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Connection connection = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> switch (method.getName()) {
                case "isOpen" -> open.get();
                case "hashCode" -> 1;
                case "equals" -> self == arguments[0];
                default -> throw new UnsupportedOperationException(method.getName());
            });
    private final ConfirmedPublisher publisher = new ConfirmedPublisher(null, Duration.ofSeconds(1));

    @AfterEach
    void stop() {
        publisher.destroy();
    }

    @Test
    void isBlockedUntilTheBrokerSaysOtherwise() {
        publisher.on(new ConnectionBlockedEvent(connection, "low on disk"));
        assertThat(publisher.isBlocked()).isTrue();
        publisher.on(new ConnectionUnblockedEvent(connection));
        assertThat(publisher.isBlocked()).isFalse();
    }

    @Test
    void isNoLongerBlockedWhenTheBlockedConnectionIsGone() {
        publisher.on(new ConnectionBlockedEvent(connection, "low on disk"));
        open.set(false);
        assertThat(publisher.isBlocked()).isFalse();
    }
}
