package io.aisle.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aisle.delivery.DependencyUnavailable;
import io.aisle.delivery.Outcome;
import io.aisle.tests.store.Answers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/** On a real PostgreSQL: a private cluster of the installed one. */
class ITLegacyPostgres extends LegacyContract {
    private static PostgresCluster cluster;

    ITLegacyPostgres() {
        super(cluster.jdbcUrl());
    }

    @BeforeAll
    static void start() {
        cluster = PostgresCluster.start();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** PostgreSQL's text holds every character but this one. */
    @Override
    String poisonousName() {
        return "a\u0000b";
    }

    @Test
    void databaseThatStopsHoldsTheRowsUntilItIsBack() {
        DataSourceProperties database = new DataSourceProperties();
        database.setUrl(cluster.jdbcUrl());
        var properties = new LegacyProperties(500, Duration.ZERO, 1, Duration.ofSeconds(1));
        try (var source = LegacyDatabase.openImpatient(database, properties)) {
            ProductTable table = new ProductTable(source, Dialect.POSTGRESQL);
            table.write(List.of(Answers.live("before", 1)));
            cluster.crash();
            assertThatThrownBy(() -> table.write(List.of(Answers.live("meanwhile", 1))))
                    .isInstanceOf(DependencyUnavailable.class);
            cluster.restart();
            await().ignoreExceptionsInstanceOf(DependencyUnavailable.class)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> table.write(List.of(Answers.live("after", 1))), List.of(new Outcome.Done())::equals);
        }
        // The checklist's own pool still holds connections from before the crash, and trusts young ones unseen.
        await().untilAsserted(() -> assertThat(states()).containsOnlyKeys("before", "after"));
    }
}
