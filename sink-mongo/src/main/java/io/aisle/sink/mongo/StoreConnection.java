package io.aisle.sink.mongo;

import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The connection, and the promise every write is made under. */
@Configuration(proxyBeanMethods = false)
class StoreConnection {
    /** An answer that takes this long will not come; the write is repeated, for it may be. */
    private static final long READ_SECONDS = 30;

    /** First of all customizers, so that what the address says wins. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    MongoClientSettingsBuilderCustomizer patience(MongoProperties properties) {
        long millis = properties.timeout().toMillis();
        return settings -> settings.retryWrites(true)
                .applicationName("aisle-sink-mongo")
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(millis, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout((int) millis, TimeUnit.MILLISECONDS)
                        .readTimeout((int) READ_SECONDS, TimeUnit.SECONDS));
    }

    @Bean
    MongoDatabase storeDatabase(MongoClient client, MongoConnectionDetails details, MongoProperties properties) {
        String named = details.getConnectionString().getDatabase();
        return client.getDatabase(Objects.requireNonNullElse(named, properties.database()))
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }
}
