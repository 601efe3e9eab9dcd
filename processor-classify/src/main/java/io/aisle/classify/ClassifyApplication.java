package io.aisle.classify;

import io.aisle.classifier.Classifier;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.TextFeatures;
import io.aisle.delivery.Stages;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Joins the halves of a product and classifies it. */
@SpringBootApplication
@EnableConfigurationProperties(ClassifyProperties.class)
public class ClassifyApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(ClassifyApplication.class, arguments);
    }

    @Bean
    ModelRelease modelRelease(ClassifyProperties properties) {
        String model = properties.model();
        return model == null || model.isBlank() ? ModelRelease.fromClasspath() : ModelRelease.load(Path.of(model));
    }

    /** Warm before the app is ready: the first product must not wait for native libraries and cold code. */
    @Bean
    Engine engine(ClassifyProperties properties, ModelRelease release) {
        Engine engine = Engines.open(properties.engine(), release);
        engine.warmUp();
        return engine;
    }

    @Bean
    Classifier classifier(ModelRelease release, Engine engine) {
        return Classifier.load(release, engine);
    }

    @Bean(destroyMethod = "dispose")
    Scheduler inference(Engine engine) {
        return Schedulers.newBoundedElastic(engine.batchPolicy().concurrency(), Integer.MAX_VALUE, "inference");
    }

    @Bean
    HalfJoin halfJoin(ClassifyProperties properties, MeterRegistry meters) {
        HalfJoin join = new HalfJoin(properties.joinTimeout(), properties.remembered(), Clock.systemUTC());
        return meters.gauge("aisle.classify.waiting", join, HalfJoin::size);
    }

    @Bean
    ClassifyStage classifyStage(Stages stages, HalfJoin join, Classifier classifier, Scheduler inference) {
        return new ClassifyStage(stages.open("classify"), join, classifier, inference);
    }

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> textHalves(ClassifyStage stage) {
        return stage.halves(TextFeatures.class);
    }

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> imageHalves(ClassifyStage stage) {
        return stage.halvesAndOrphans(ImageFeatures.class);
    }
}
