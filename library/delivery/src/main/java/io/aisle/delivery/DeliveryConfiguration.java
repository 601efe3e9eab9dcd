package io.aisle.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.amqp.core.DeclarableCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;

/** The delivery beans of an app. */
@AutoConfiguration
@EnableConfigurationProperties(DeliveryProperties.class)
public class DeliveryConfiguration {
    @Bean
    ConfirmedPublisher confirmedPublisher(StreamBridge bridge, DeliveryProperties properties) {
        return new ConfirmedPublisher(bridge, properties.confirmTimeout());
    }

    @Bean
    Stages stages(ConfirmedPublisher publisher, DeliveryProperties properties, MeterRegistry meters) {
        return new Stages(publisher, properties, meters);
    }

    @Bean
    DeclarableCustomizer workQueues() {
        return new WorkQueues();
    }
}
