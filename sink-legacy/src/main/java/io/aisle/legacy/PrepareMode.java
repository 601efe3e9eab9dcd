package io.aisle.legacy;

import com.zaxxer.hikari.HikariDataSource;
import io.aisle.delivery.DependencyUnavailable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/** {@code java -jar sink-legacy.jar prepare}: creates the table and its indexes, says so, and ends. */
// No @Configuration: the app's own component scan must not find it.
@EnableConfigurationProperties({LegacyProperties.class, DataSourceProperties.class})
class PrepareMode {
    /** @return the exit code */
    static int run(String[] arguments) {
        var application = new SpringApplicationBuilder(PrepareMode.class).web(WebApplicationType.NONE);
        try (var context = application.run(arguments)) {
            DataSourceProperties database = context.getBean(DataSourceProperties.class);
            try (HikariDataSource source = LegacyDatabase.open(database, context.getBean(LegacyProperties.class))) {
                new ProductTable(source, Dialect.of(database.determineUrl())).prepare();
            }
            System.out.println("product_category: table and indexes are there");
            return 0;
        } catch (DependencyUnavailable e) {
            System.err.println("prepare: " + e.getMessage());
            return 1;
        }
    }
}
