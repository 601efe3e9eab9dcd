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
    Resolution resolution(MongoDatabase database, MongoProperties properties) {
        return new Resolution(
                database.getCollection(properties.deadLetters(), BsonDocument.class),
                database.getCollection(properties.products(), BsonDocument.class),
                Clock.systemUTC());
    }

    @Bean
    Rounds rounds(Resolution resolution) {
        return new Rounds(resolution::look);
    }

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> store(
            Stages stages, MongoDatabase database, MongoProperties properties, MeterRegistry meters, Rounds rounds) {
        var products = database.getCollection(properties.products(), BsonDocument.class);
        var stage = new StoreStage(new ProductStore(products, meters), meters, Clock.systemUTC());
        return stages.batches(
                "store",
                properties.batchSize(),
                properties.batchDelay(),
                properties.concurrency(),
                batch -> stage.handle(batch).doOnSuccess(stored -> rounds.written()));
    }

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> deadLetters(
            Stages stages, MongoDatabase database, MongoProperties properties, Resolution resolution, Rounds rounds) {
        var letters = database.getCollection(properties.deadLetters(), BsonDocument.class);
        var store = new DeadLetterStore(letters, resolution, Clock.systemUTC());
        var storing = stages.each("dead-letters", DEAD_LETTERS_AT_ONCE, letter -> store.handle(letter)
                .doOnSuccess(stored -> rounds.written()));
        return messages -> Mono.when(storing.apply(messages), rounds.walk());
    }

    /** Boot's own indicator says {@code hello}, which not every server knows; all know {@code ping}. */
    @Bean
    ReactiveHealthIndicator mongo(MongoDatabase database) {
        return () -> Mono.from(database.runCommand(new Document("ping", 1)))
                .map(pong -> Health.up().build())
                .onErrorResume(e -> Mono.just(Health.down(e).build()));
    }
}
