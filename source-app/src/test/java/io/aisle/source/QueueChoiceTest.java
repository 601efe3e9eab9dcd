package io.aisle.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class QueueChoiceTest {
    @ParameterizedTest
    @CsvSource({"shop-products, queueEntrance", "'', ", "' ', ", ", "})
    void opensTheEntranceOnlyWhenAQueueIsNamed(String queue, String function) {
        var environment = new MockEnvironment();
        if (queue != null) {
            environment.setProperty("aisle.source.queue", queue);
        }
        new QueueChoice().postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty(QueueChoice.DEFINITION)).isEqualTo(function);
    }
}
