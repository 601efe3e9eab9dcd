package io.aisle.tokenize;

import io.aisle.delivery.Stages;
import io.aisle.features.text.ProductAnalyzer;
import io.aisle.features.text.TextFeatureExtractor;
import io.aisle.features.text.UnreadableVocabulary;
import io.aisle.features.text.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the text half of every product. */
@SpringBootApplication
@EnableConfigurationProperties(TokenizeProperties.class)
public class TokenizeApplication {
    /** Messages whose confirms may be on their way at once; the words themselves are made one after another. */
    private static final int IN_FLIGHT = 128;

    public static void main(String[] arguments) {
        SpringApplication.run(TokenizeApplication.class, arguments);
    }

    @Bean
    Vocabulary vocabulary(TokenizeProperties properties) {
        try (InputStream file = properties.vocabulary().getInputStream()) {
            return Vocabulary.load(file);
        } catch (IOException | UnreadableVocabulary e) {
            throw new IllegalStateException(
                    "aisle.tokenize.vocabulary: cannot start without the model's vocabulary ("
                            + properties.vocabulary().getDescription() + "): " + e.getMessage(),
                    e);
        }
    }

    @Bean(destroyMethod = "close")
    ProductAnalyzer productAnalyzer() {
        return new ProductAnalyzer();
    }

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> tokenize(
            Stages stages, ProductAnalyzer analyzer, Vocabulary vocabulary) {
        Tokenize stage = new Tokenize(new TextFeatureExtractor(analyzer, vocabulary));
        return stages.each("tokenize", IN_FLIGHT, delivery -> Mono.fromCallable(() -> stage.half(delivery.payload())));
    }
}
