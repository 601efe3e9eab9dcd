package io.aisle.sink.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientFactory;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** {@code java -jar sink-mongo.jar prepare}: makes collections, indexes and validator, says so, and ends. */
// No @Configuration: the app's own component scan must not find it.
@ImportAutoConfiguration(MongoReactiveAutoConfiguration.class)
@EnableConfigurationProperties(MongoProperties.class)
@Import(StoreConnection.class)
class PrepareMode {
    /** @return the exit code */
    static int run(String[] arguments) {
        var application = new SpringApplicationBuilder(PrepareMode.class).web(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            with(context, preparation -> preparation.run()).forEach(System.out::println);
            return 0;
        } catch (MongoException e) {
            System.err.println("prepare: MongoDB refused or does not answer: " + e.getMessage());
            return 1;
        }
    }

    /** Lends a short-lived blocking connection; the app's own traffic never blocks. */
    static <T> T with(ApplicationContext context, Function<Preparation, T> work) {
        MongoProperties properties = context.getBean(MongoProperties.class);
        ConnectionString address = context.getBean(MongoConnectionDetails.class).getConnectionString();
        String database = Objects.requireNonNullElse(address.getDatabase(), properties.database());
        try (MongoClient client = client(context)) {
            return work.apply(new Preparation(client.getDatabase(database), properties));
        }
    }

    private static MongoClient client(ApplicationContext context) {
        var customizers = context.getBeanProvider(MongoClientSettingsBuilderCustomizer.class)
                .orderedStream();
        return new MongoClientFactory(customizers.toList())
                .createMongoClient(MongoClientSettings.builder().build());
    }
}
