package io.aisle.sink.mongo;

import com.mongodb.reactivestreams.client.MongoDatabase;
import io.aisle.delivery.Stages;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.Document;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores classifications and dead letters. With the argument {@code prepare} it readies the database instead. */
@SpringBootApplication(exclude = MongoAutoConfiguration.class)
@EnableConfigurationProperties(MongoProperties.class)
public class SinkMongoApplication {
    /** Dead letters are few; when they are many, the store is better spent on products. */
    private static final int DEAD_LETTERS_AT_ONCE = 8;

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("prepare")) {
            System.exit(PrepareMode.run(arguments));
        }
        SpringApplication.run(SinkMongoApplication.class, arguments);
    }

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> store(
            Stages stages, MongoDatabase database, MongoProperties properties, MeterRegistry meters) {
        var products = database.getCollection(properties.products(), BsonDocument.class);
        var stage = new StoreStage(new ProductStore(products, meters), meters, Clock.systemUTC());
        return stages.batches(
                "store", properties.batchSize(), properties.batchDelay(), properties.concurrency(), stage::handle);
    }

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> deadLetters(
            Stages stages, MongoDatabase database, MongoProperties properties) {
        var letters = database.getCollection(properties.deadLetters(), BsonDocument.class);
        var store = new DeadLetterStore(letters, Clock.systemUTC());
        return stages.each("dead-letters", DEAD_LETTERS_AT_ONCE, store::handle);
    }

    /** Boot's own indicator says {@code hello}, which not every server knows; all know {@code ping}. */
    @Bean
    ReactiveHealthIndicator mongo(MongoDatabase database) {
        return () -> Mono.from(database.runCommand(new Document("ping", 1)))
                .map(pong -> Health.up().build())
                .onErrorResume(e -> Mono.just(Health.down(e).build()));
    }
}
