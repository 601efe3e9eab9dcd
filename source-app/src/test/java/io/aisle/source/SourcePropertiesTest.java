package io.aisle.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SourcePropertiesTest {
    @Test
    void letsInTheLargestPictureByDefault() {
        assertThat(bind(Map.of()).maxLineSize()).isEqualTo(DataSize.ofMegabytes(2));
        assertThat(bind(Map.of()).queue()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "max-line-size, 0B",
        "max-line-size, 17MB",
        "max-body-size, 1MB",
        "max-in-flight, 1MB",
        "max-gathered, 1MB",
        "max-array-elements, 0",
        "publish-concurrency, 0",
        "queue-concurrency, 0",
        "read-timeout, 0s",
        "retry-after, 999ms"
    })
    void refusesWhatCannotBeKept(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("aisle.source." + key, value)))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageStartingWith("aisle.source." + key + ": ");
    }

    static SourceProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("aisle.source", SourceProperties.class);
    }
}
