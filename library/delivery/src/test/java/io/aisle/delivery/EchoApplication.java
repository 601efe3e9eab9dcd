package io.aisle.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The smallest app that delivers: it repeats what it is told, and fails as its input asks it to. */
@SpringBootApplication
class EchoApplication {
    final AtomicBoolean dependencyDown = new AtomicBoolean();
    final AtomicBoolean looping = new AtomicBoolean(true);
    final AtomicInteger calls = new AtomicInteger();

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> echo(Stages stages) {
        return stages.each("echo", 16, this::one);
    }

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> echoBatches(Stages stages) {
        return stages.batches("echo-batches", 10, Duration.ofMillis(50), 1, batch -> Flux.fromIterable(batch)
                .concatMap(this::one)
                .collectList());
    }

    public static void main(String[] arguments) {
        SpringApplication.run(EchoApplication.class, arguments);
    }

    private Mono<Outcome> one(Delivery delivery) {
        calls.incrementAndGet();
        String text = new String(delivery.payload(), StandardCharsets.UTF_8);
        if (dependencyDown.get()) {
            return Mono.error(new DependencyUnavailable("echo: the wall", null));
        }
        if (text.startsWith("poison")) {
            throw new IllegalStateException("cannot bear " + text.length() + " letters");
        }
        if (text.startsWith("bomb")) {
            exhaustMemory();
        }
        while (text.startsWith("loop") && looping.get()) {
            Thread.onSpinWait();
        }
        if (text.startsWith("overflow")) {
            throw new StackOverflowError("as a regular expression can");
        }
        if (text.startsWith("refuse")) {
            return Mono.just(new Outcome.Dead("refused", "asked to"));
        }
        return Mono.just(new Outcome.Emit(new Outgoing(delivery.payload(), Map.of("aisle-kind", "echo"))));
    }

    private static void exhaustMemory() {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < Integer.MAX_VALUE) {
            all.add(new byte[1 << 20]);
        }
    }

    static List<String> properties(String amqp, String function, String name) {
        return List.of(
                "--spring.config.import=classpath:aisle/delivery.yml",
                "--server.port=0",
                "--spring.rabbitmq.addresses=" + amqp,
                "--spring.cloud.function.definition=" + function,
                "--spring.cloud.stream.function.bindings." + function + "-in-0=input",
                "--spring.cloud.stream.bindings.input.destination=" + name + "-in",
                "--spring.cloud.stream.bindings.input.group=echo",
                "--spring.cloud.stream.bindings.output.destination=" + name + "-out",
                "--spring.cloud.stream.rabbit.bindings.input.consumer.prefetch=20",
                "--aisle.delivery.confirm-timeout=3s",
                "--aisle.delivery.max-back-off=500ms",
                "--aisle.delivery.stall-after=2s",
                "--aisle.delivery.handler-timeout=1s",
                "--aisle.delivery.handler-grace=1s");
    }
}
