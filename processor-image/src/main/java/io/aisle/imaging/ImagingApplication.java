package io.aisle.imaging;

import io.aisle.delivery.Stages;
import io.aisle.delivery.Workers;
import io.aisle.features.image.ImageFeatureExtractor;
import io.aisle.features.image.PictureLimits;
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
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;
import reactor.netty.transport.NameResolverProvider;

/** Makes the image half of every product. */
@SpringBootApplication
@EnableConfigurationProperties(ImagingProperties.class)
public class ImagingApplication {
    private static final int MAX_FRAMES = PictureLimits.DEFAULT.maxFrames();
    private static final int MAX_ASPECT = PictureLimits.DEFAULT.maxAspect();

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true"); // pictures are drawn in memory, never on a screen
        SpringApplication.run(ImagingApplication.class, arguments);
    }

    @Bean
    ImageFeatureExtractor imageFeatureExtractor(ImagingProperties properties) {
        return new ImageFeatureExtractor(
                properties.size(),
                new PictureLimits(
                        (int) properties.maxBytes().toBytes(),
                        properties.maxPixels(),
                        MAX_ASPECT,
                        MAX_FRAMES,
                        properties.decodeDeadline()));
    }

    @Bean(destroyMethod = "close")
    PictureFetcher pictureFetcher(ImagingProperties properties, Stages stages) {
        var names = NameResolverProvider.builder()
                .build()
                .newNameResolverGroup(TcpResources.get(), LoopResources.DEFAULT_NATIVE);
        return new PictureFetcher(properties, names, stages.watch()::stoodStill);
    }

    @Bean
    PictureCache pictureCache(ImagingProperties properties, ImageFeatureExtractor extractor, MeterRegistry meters) {
        return new PictureCache(extractor, properties.cacheSize(), meters);
    }

    @Bean(destroyMethod = "dispose")
    Workers decoderThreads(ImagingProperties properties) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Workers("decode", properties.decoders() == 0 ? cores : properties.decoders());
    }

    @Bean(destroyMethod = "dispose")
    Scheduler largePictures() {
        return Schedulers.newSingle("decode-large", true);
    }

    @Bean
    Decoders decoders(
            PictureCache cache,
            ImageFeatureExtractor extractor,
            Stages stages,
            Workers decoderThreads,
            Scheduler largePictures,
            ImagingProperties properties) {
        return new Decoders(
                cache::half,
                extractor::pixels,
                stages.watch(),
                decoderThreads,
                largePictures,
                properties.decodeDeadline());
    }

    @Bean
    ImageHalves imageHalves(PictureFetcher fetcher, Decoders decoders, MeterRegistry meters) {
        return new ImageHalves(fetcher, decoders, meters);
    }

    @Bean
    Function<Flux<Message<byte[]>>, Mono<Void>> image(Stages stages, ImageHalves halves, ImagingProperties properties) {
        return stages.each("image", properties.inFlight(), delivery -> halves.outcome(delivery.payload()));
    }
}
