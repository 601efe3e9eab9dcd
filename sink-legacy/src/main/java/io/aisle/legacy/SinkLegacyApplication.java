package io.aisle.legacy;

import com.zaxxer.hikari.HikariDataSource;
import io.aisle.delivery.Stages;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Stores classifications in the old table. With the argument {@code prepare} it creates the table instead. */
@SpringBootApplication
@EnableConfigurationProperties(LegacyProperties.class)
public class SinkLegacyApplication {
    public static void main(String[] arguments) {
        loopbackOnly();
        if (List.of(arguments).contains("prepare")) {
            System.exit(PrepareMode.run(arguments));
        }
        SpringApplication.run(SinkLegacyApplication.class, arguments);
    }

    /** H2's AUTO_SERVER would otherwise listen to the world. It reads this before its first connection. */
    static void loopbackOnly() {
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
    }

    @Bean
    HikariDataSource dataSource(DataSourceProperties database, LegacyProperties properties) {
        return LegacyDatabase.openImpatient(database, properties);
    }

    @Bean
    ProductTable productTable(DataSource source, DataSourceProperties database) {
        Dialect dialect = Dialect.of(database.determineUrl());
        ProductTable table = new ProductTable(source, dialect);
        if (dialect == Dialect.H2) {
            // Embedded: nobody else could prepare it. A PostgreSQL is prepared by its owner, with `prepare`.
            table.prepare();
        }
        return table;
    }

    @Bean(destroyMethod = "dispose")
    Scheduler jdbc(LegacyProperties properties) {
        return Schedulers.newBoundedElastic(properties.concurrency(), Integer.MAX_VALUE, "jdbc");
    }

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> legacy(
            Stages stages, ProductTable table, Scheduler jdbc, LegacyProperties properties) {
        var stage = new LegacyStage(table, jdbc);
        return stages.batches(
                "legacy", properties.batchSize(), properties.batchDelay(), properties.concurrency(), stage::handle);
    }
}
