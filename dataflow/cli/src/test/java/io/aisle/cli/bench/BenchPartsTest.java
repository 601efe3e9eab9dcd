package io.aisle.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.cli.apps.StreamPlan;
import io.aisle.contract.Codec;
import io.aisle.contract.Product;
import io.aisle.platform.StreamDefinition;
import io.aisle.platform.StreamFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class BenchPartsTest {
    @Test
    void readsTheStreamsAsTheDeployerWiresThem() {
        List<StreamDefinition> streams = List.of(
                new StreamDefinition("store", ":categories > sink-mongo"),
                new StreamDefinition("legacy", ":categories > sink-legacy"),
                new StreamDefinition("image", ":products > processor-image > :features"),
                new StreamDefinition("ingest", "source-app > :products"));
        Map<String, String> properties = Map.of(
                "app.*.everywhere", "yes",
                "app.processor-image.a.b", "c",
                "deployer.processor-image.memory", "300m",
                "app.source-app.x", "y");
        StreamPlan plan = StreamPlan.of(new StreamFiles(Path.of(""), "", streams, properties), "legacy");
        assertThat(plan.apps())
                .extracting(StreamPlan.App::name)
                .containsExactly("sink-mongo", "processor-image", "source-app");
        StreamPlan.App image = plan.apps().get(1);
        assertThat(image.memory()).isEqualTo("300m");
        assertThat(image.properties())
                .containsOnlyKeys(
                        "spring.cloud.stream.bindings.input.destination",
                        "spring.cloud.stream.bindings.input.group",
                        "spring.cloud.stream.bindings.output.destination",
                        "everywhere",
                        "a.b")
                .containsEntry("spring.cloud.stream.bindings.input.group", "image");
        assertThat(plan.apps().get(2).properties())
                .containsOnlyKeys("spring.cloud.stream.bindings.output.destination", "everywhere", "x");
    }

    @Test
    void everyShotIsAProductAndAPictureOfItsOwn() throws IOException {
        Ammunition ammunition = Ammunition.draw(2);
        Product first = Codec.product(ammunition.line(0));
        Product again = Codec.product(ammunition.line(2));
        assertThat(first.productId()).isNotEqualTo(again.productId());
        assertThat(first.name()).isEqualTo(again.name());
        assertThat(first.image()).isNotEqualTo(again.image());
        var picture = ImageIO.read(new ByteArrayInputStream(Objects.requireNonNull(first.image())));
        assertThat(picture.getWidth()).isBetween(300, 1000);
    }

    @Test
    void quantilesAreTakenByNearestRank() {
        var latencies = new Latencies();
        assertThat(latencies.millis(0.5)).isZero();
        for (int value = 100; value >= 1; value--) {
            latencies.add(value * 1_000_000L);
        }
        assertThat(latencies.millis(0.50)).isEqualTo(50);
        assertThat(latencies.millis(0.99)).isEqualTo(99);
        assertThat(latencies.millis(1)).isEqualTo(100);
    }

    @Test
    void theEnginesFiguresAreTheLastLineOfItsOutput() {
        assertThat(EngineAlone.lastJson("warming\n{\"engine\":\"onnx\",\"precision\":\"fp32\",\"inputSize\":96,"
                        + "\"productsPerSecond\":410.5}\n"))
                .contains(new EngineAlone("onnx", "fp32", 96, 410.5));
        assertThat(EngineAlone.lastJson("no figures")).isEmpty();
    }
}
