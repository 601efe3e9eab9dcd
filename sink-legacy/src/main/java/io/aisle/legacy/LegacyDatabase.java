package io.aisle.legacy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/** The connections: as many as there are writers, and impatient, for a database that is down is waited for outside. */
final class LegacyDatabase {
    /** No batch takes nearly as long, though an index may. */
    private static final String SOCKET_SECONDS = "30";

    /** Opening an embedded file is work of this process, and takes seconds where six apps start on two cores. */
    private static final Duration OPENING = Duration.ofSeconds(30);

    private LegacyDatabase() {}

    /** For the writers, who give up a peer that is gone: PostgreSQL's driver would wait for ever. */
    static HikariDataSource openImpatient(DataSourceProperties database, LegacyProperties properties) {
        HikariDataSource source = open(database, properties);
        if (Dialect.of(database.determineUrl()) == Dialect.POSTGRESQL) {
            source.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
            source.addDataSourceProperty("tcpKeepAlive", "true");
        }
        return source;
    }

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
        source.setPoolName("legacy");
        source.setMaximumPoolSize(properties.concurrency());
        source.setConnectionTimeout(Math.max(properties.timeout().toMillis(), embedded ? OPENING.toMillis() : 0));
        source.setInitializationFailTimeout(-1); // the app starts without its database, and holds the rows
        return source;
    }
}
