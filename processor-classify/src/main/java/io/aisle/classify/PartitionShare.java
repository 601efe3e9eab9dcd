package io.aisle.classify;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives this instance its share of the partitions: every partition whose number leaves the instance's index when
 * divided by the number of instances. The partitions are fixed, so that both halves of a product meet however many
 * instances there are. The binder reads its partitions as a plain list, before any bean exists.
 */
public final class PartitionShare implements EnvironmentPostProcessor, Ordered {
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        int partitions = environment.getProperty("aisle.classify.partitions", Integer.class, 6);
        int instances = environment.getProperty("aisle.classify.instances", Integer.class, 1);
        int instance = environment.getProperty("aisle.classify.instance", Integer.class, 0);
        if (instance < 0 || instance >= instances || instances > partitions) {
            throw new IllegalStateException(
                    "aisle.classify: instance %d of %d has no share of %d partitions; instances count from 0, and there may be as many as partitions"
                            .formatted(instance, instances, partitions));
        }
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "partition-share",
                        Map.of("spring.cloud.stream.instance-index-list", share(partitions, instances, instance))));
    }

    static String share(int partitions, int instances, int instance) {
        return IntStream.range(0, partitions)
                .filter(partition -> partition % instances == instance)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
