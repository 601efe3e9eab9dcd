package io.aisle.legacy;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/** The connections: as many as there are writers, and impatient, for a database that is down is waited for outside. */
final class LegacyDatabase {
    /** No batch takes nearly as long. */
    private static final String SOCKET_SECONDS = "30";

    private LegacyDatabase() {}

    static HikariDataSource open(DataSourceProperties database, LegacyProperties properties) {
        var builder = database.initializeDataSourceBuilder().type(HikariDataSource.class);
        boolean embedded = Dialect.of(database.determineUrl()) == Dialect.H2;
        if (embedded && database.getUsername() == null) {
            builder.username("sa").password("");
        }
        HikariDataSource source = builder.build();
        if (embedded) {
            // H2 writes what was committed up to half a second later: a killed process would lose acknowledged rows.
            source.setConnectionInitSql("set write_delay 0");
        }
        if (Dialect.of(database.determineUrl()) == Dialect.POSTGRESQL) {
            // Its driver waits for ever for a peer that is gone; an error sends the rows again.
            source.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
            source.addDataSourceProperty("tcpKeepAlive", "true");
        }
        source.setPoolName("legacy");
        source.setMaximumPoolSize(properties.concurrency());
        source.setConnectionTimeout(properties.timeout().toMillis());
        source.setInitializationFailTimeout(-1); // the app starts without its database, and holds the rows
        return source;
    }
}
