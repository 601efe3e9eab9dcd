package io.aisle.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

class PartitionShareTest {
    @ParameterizedTest
    @CsvSource({"6,1,0,'0,1,2,3,4,5'", "6,3,1,'1,4'", "6,4,3,'3'"})
    void givesAnInstanceItsShare(int partitions, int instances, int instance, String share) {
        assertThat(PartitionShare.share(partitions, instances, instance)).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void givesEveryPartitionToExactlyOneInstance(int instances) {
        List<String> all = IntStream.range(0, instances)
                .mapToObj(instance -> PartitionShare.share(6, instances, instance))
                .flatMap(share -> Stream.of(share.split(",")))
                .toList();
        assertThat(all).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5");
    }

    /** The local deployer sets a property; the Kubernetes deployer appends the other name to a properties file. */
    @Test
    void eachDeployerTellsTheInstanceItsNumber() {
        assertThat(shareGiven(new MapPropertySource("json", Map.of("instance.index", "2"))))
                .isEqualTo("2,5");
        assertThat(shareGiven(new MapPropertySource("file", Map.of("INSTANCE_INDEX", "2"))))
                .isEqualTo("2,5");
    }

    @Test
    void anInstanceWithoutAShareDoesNotStart() {
        assertThatThrownBy(() -> shareGiven(new MapPropertySource("json", Map.of("instance.index", "3"))))
                .hasMessageContaining("instance 3 of 3")
                .hasMessageContaining("6 partitions");
    }

    private static String shareGiven(PropertySource<?> deployer) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(deployer);
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("deployment", Map.of("aisle.classify.instances", "3")));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        new PartitionShare().postProcessEnvironment(environment, new SpringApplication());
        return environment.getRequiredProperty("spring.cloud.stream.instance-index-list");
    }
}
