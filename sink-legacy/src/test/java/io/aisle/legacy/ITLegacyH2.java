package io.aisle.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.aisle.tests.store.Answers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

class ITLegacyH2 extends LegacyContract {
    private static final int ROWS = 50;

    ITLegacyH2() {
        super("jdbc:h2:mem:legacy;DB_CLOSE_DELAY=-1");
    }

    @Override
    String poisonousName() {
        return "x".repeat(2_000);
    }

    @Test
    void whatWasCommittedSurvivesItsProcess(@TempDir Path folder) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("legacy");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        url)
                .inheritIO()
                .start();
        assertThat(writer.waitFor()).isEqualTo(Writer.HALTED);
        try (HikariDataSource source = open(url);
                Connection connection = source.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("select count(*) from product_category")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(ROWS);
        }
    }

    /** Writes rows and ends without a farewell, as a killed process does. */
    static final class Writer {
        static final int HALTED = 9;

        private Writer() {}

        public static void main(String[] arguments) {
            HikariDataSource source = open(arguments[0]);
            ProductTable table = new ProductTable(source, Dialect.H2);
            table.prepare();
            IntStream.range(0, ROWS).forEach(number -> table.write(List.of(Answers.live("p" + number, 1))));
            Runtime.getRuntime().halt(HALTED);
        }
    }

    private static HikariDataSource open(String url) {
        DataSourceProperties database = new DataSourceProperties();
        database.setUrl(url);
        return LegacyDatabase.open(database, new LegacyProperties(500, Duration.ZERO, 1, Duration.ofSeconds(5)));
    }
}
