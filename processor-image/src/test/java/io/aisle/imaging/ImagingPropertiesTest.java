package io.aisle.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagingPropertiesTest {
    @Test
    void allowNothingInsideByDefault() {
        ImagingProperties properties = Settings.of(Map.of());
        assertThat(properties.allowedNetworks()).isEmpty();
        assertThat(properties.allowedPorts()).containsExactlyInAnyOrder(80, 443);
        assertThat(properties.size()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({
        "max-bytes, 0B",
        "max-bytes, 3GB",
        "in-flight, 0",
        "per-host, 0",
        "fetch-deadline, 0s",
        "retries, 11",
        "decoders, -1",
        "allowed-networks, localhost"
    })
    void refuseWhatCannotWork(String name, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }
}
