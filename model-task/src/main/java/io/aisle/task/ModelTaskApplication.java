package io.aisle.task;

import io.aisle.training.Model;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.task.configuration.EnableTask;
import org.springframework.context.annotation.Bean;

/** Trains or evaluates once and ends; Data Flow keeps the record of start, end, exit code and error. */
@SpringBootApplication
@EnableTask
@EnableConfigurationProperties(ModelTaskProperties.class)
public class ModelTaskApplication {
    public static void main(String[] arguments) {
        System.exit(SpringApplication.exit(SpringApplication.run(ModelTaskApplication.class, arguments)));
    }

    @Bean
    CommandLineRunner command(ModelTaskProperties properties) {
        return launch -> {
            int code = Model.run(properties.arguments().toArray(String[]::new));
            if (code != 0) {
                throw new CommandFailed(code, properties.arguments());
            }
        };
    }
}
