package io.aisle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void emptyVariablesAreAbsent() {
        assertThat(Settings.of(Map.of("AISLE_RABBITMQ_URI", " ", "HOME", "/"))).isEqualTo(Settings.standard());
    }

    @Test
    void variablesAreRead() {
        Map<String, String> environment = Map.of(
                "AISLE_MONGODB_URI", " mongodb://h/aisle ",
                "AISLE_CLASSIFY_INSTANCES", "3",
                "AISLE_CLASSIFY_ENGINE", "dl4j");
        assertThat(Settings.of(environment))
                .isEqualTo(new Settings(null, "mongodb://h/aisle", null, new Classifiers(3, "dl4j")));
    }

    @Test
    void aWrongNumberOfInstancesIsNamed() {
        for (String wrong : new String[] {"0", "7", "three"}) {
            assertThatThrownBy(() -> Settings.of(Map.of("AISLE_CLASSIFY_INSTANCES", wrong)))
                    .isInstanceOf(PlatformFailure.class)
                    .hasMessageContaining("AISLE_CLASSIFY_INSTANCES")
                    .hasMessageContaining(wrong);
        }
    }

    @Test
    void anUnknownEngineIsNamed() {
        assertThatThrownBy(() -> Settings.standard().withEngine("tensorrt"))
                .isInstanceOf(PlatformFailure.class)
                .hasMessageContaining("onnx or dl4j")
                .hasMessageContaining("tensorrt");
    }
}
