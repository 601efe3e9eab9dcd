package io.aisle.source;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Opens the entrance by queue when a queue is named. The framework reads the names of the functions it binds before any
 * bean exists, and left to itself it binds whatever bean looks like a function.
 */
final class QueueChoice implements EnvironmentPostProcessor, Ordered {
    static final String FUNCTION = "queueEntrance";
    static final String DEFINITION = "spring.cloud.function.definition";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (StringUtils.hasText(environment.getProperty("aisle.source.queue"))) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("queue-choice", Map.of(DEFINITION, FUNCTION)));
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE; // after the files and variables that may name the queue
    }
}
