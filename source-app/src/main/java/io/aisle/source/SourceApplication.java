package io.aisle.source;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.aisle.contract.Codec;
import io.aisle.contract.Headers;
import io.aisle.delivery.ConfirmedPublisher;
import io.aisle.delivery.Outcome;
import io.aisle.delivery.Stages;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Set;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.messaging.Message;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The source: products in, one confirmed event out for each. */
@SpringBootApplication
@EnableConfigurationProperties(SourceProperties.class)
public class SourceApplication {
    private static final MediaType YAML = MediaType.valueOf("application/yaml");
    private static final MediaType SCHEMA = MediaType.valueOf("application/schema+json");

    public static void main(String[] arguments) {
        SpringApplication.run(SourceApplication.class, arguments);
    }

    @Bean
    Intake intake(ConfirmedPublisher publisher, SourceProperties properties, MeterRegistry meters) {
        return new Intake(
                message -> publisher.publish("output", message),
                new Admission(properties.maxInFlight(), properties.retryAfter(), System::nanoTime),
                meters,
                Clock.systemUTC());
    }

    @Bean
    RouterFunction<ServerResponse> routes(Intake intake, SourceProperties properties) {
        return route(POST("/products"), new ProductsHandler(intake, properties)::post)
                .and(route(path("/products"), SourceApplication::onlyPost))
                .and(file("/openapi.yaml", YAML, "io/aisle/source/openapi.yaml"))
                .and(file("/schema/product-event-1.json", SCHEMA, "io/aisle/contract/product-event-1.schema.json"))
                .and(file("/schema/classification-1.json", SCHEMA, "io/aisle/contract/classification-1.schema.json"));
    }

    private static Mono<ServerResponse> onlyPost(ServerRequest request) {
        return Mono.error(new MethodNotAllowedException(request.method(), Set.of(HttpMethod.POST)));
    }

    private static RouterFunction<ServerResponse> file(String path, MediaType type, String resource) {
        return route(
                GET(path), request -> ServerResponse.ok().contentType(type).bodyValue(new ClassPathResource(resource)));
    }

    /** Exists, and so is bound, only when there is a queue to read. */
    @Bean
    @ConditionalOnProperty(name = QueueChoice.DEFINITION, havingValue = QueueChoice.FUNCTION)
    Function<Flux<Message<byte[]>>, Mono<Void>> queueEntrance(
            Stages stages, Intake intake, SourceProperties properties) {
        return stages.each(
                "source",
                properties.queueConcurrency(),
                delivery -> Mono.fromSupplier(() -> new Outcome.Emit(
                        intake.message(Codec.product(delivery.payload()), delivery.header(Headers.TRACE_PARENT)))));
    }

    @Bean
    HealthIndicator publishing(ConfirmedPublisher publisher) {
        return () -> publisher.isBlocked()
                ? Health.outOfService()
                        .withDetail("broker", "blocked: out of disk or memory")
                        .build()
                : Health.up().build();
    }

    @Bean
    WebExceptionHandler problems() {
        return new ProblemHandler();
    }
}
