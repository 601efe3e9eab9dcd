package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
}
