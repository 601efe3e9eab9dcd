package io.aisle.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

class LegacyDatabaseTest {
    private static final String POSTGRESQL = "jdbc:postgresql://127.0.0.1:5432/legacy";

    @Test
    void waitsLongerForAnEmbeddedFileThanForAServer() {
        try (HikariDataSource embedded = open("jdbc:h2:mem:patience");
                HikariDataSource server = open(POSTGRESQL)) {
            assertThat(embedded.getConnectionTimeout()).isEqualTo(30_000);
            assertThat(server.getConnectionTimeout()).isEqualTo(5_000);
        }
    }

    @Test
    void givesUpAServerThatIsSilent() {
        try (HikariDataSource server = open(POSTGRESQL)) {
            assertThat(server.getDataSourceProperties()).containsEntry("socketTimeout", "30");
        }
    }

    private static HikariDataSource open(String url) {
        DataSourceProperties database = new DataSourceProperties();
        database.setUrl(url);
        return LegacyDatabase.openImpatient(
                database, new LegacyProperties(500, Duration.ZERO, 1, Duration.ofSeconds(5)));
    }
}
