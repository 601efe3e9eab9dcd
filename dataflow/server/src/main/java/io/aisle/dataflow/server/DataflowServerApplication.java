package io.aisle.dataflow.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.session.SessionAutoConfiguration;
import org.springframework.cloud.dataflow.server.EnableDataFlowServer;
import org.springframework.cloud.task.configuration.SimpleTaskAutoConfiguration;

/**
 * The open-source Data Flow server 2.11.5 with its dashboard, assembled from its starter for the local platform.
 *
 * <p>The exclusions are those of the published server: it brings its own security and task configuration, and Boot's
 * would compete with them. In production the published image runs instead.
 */
@SpringBootApplication(
        exclude = {
            SessionAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            SecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            SimpleTaskAutoConfiguration.class
        })
@EnableDataFlowServer
public class DataflowServerApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(DataflowServerApplication.class, arguments);
    }
}
