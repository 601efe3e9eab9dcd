package io.aisle.classify;

import io.aisle.classifier.engine.Engines;
import io.aisle.classify.models.EngineOpener;
import io.aisle.classify.models.ModelsEndpoint;
import io.aisle.classify.models.ServingModels;
import io.aisle.contract.ImageFeatures;
import io.aisle.contract.TextFeatures;
import io.aisle.delivery.Stages;
import io.micrometer.core.instrument.MeterRegistry;
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
    EngineOpener engineOpener(ClassifyProperties properties) {
        return release -> Engines.open(properties.engine(), release);
    }

    /** Warm before the app is ready: the first product must not wait for native libraries and cold code. */
    @Bean
    ServingModels servingModels(ClassifyProperties properties, EngineOpener engines, MeterRegistry meters) {
        return ServingModels.open(
                engines, meters, properties::ownRelease, properties.registry(), properties.modelsCheck());
    }

    @Bean
    ModelsEndpoint models(ServingModels models) {
        return new ModelsEndpoint(models);
    }

    @Bean(destroyMethod = "dispose")
    Scheduler inference(ServingModels models) {
        return Schedulers.newBoundedElastic(models.policy().concurrency(), Integer.MAX_VALUE, "inference");
    }

    @Bean
    HalfJoin halfJoin(ClassifyProperties properties, MeterRegistry meters) {
        HalfJoin join = new HalfJoin(properties.joinTimeout(), properties.remembered(), System::nanoTime);
        return meters.gauge("aisle.classify.waiting", join, HalfJoin::size);
    }

    @Bean
    ClassifyStage classifyStage(Stages stages, HalfJoin join, ServingModels models, Scheduler inference) {
        return new ClassifyStage(stages.open("classify"), join, models, inference);
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
