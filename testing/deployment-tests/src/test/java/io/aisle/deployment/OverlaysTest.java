package io.aisle.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlaysTest {
    private static final String PARTITIONS = "6";

    @ParameterizedTest
    @ValueSource(strings = {"k8s/base", "k8s/overlays/cpu", "k8s/overlays/gpu"})
    void everyClassifierKnowsHowManyShareThePartitions(String folder) throws Exception {
        Manifest classify = Kustomization.of(folder).app("processor-classify");
        int replicas = classify.at("spec.replicas");

        assertThat(replicas).isBetween(1, Integer.parseInt(PARTITIONS));
        assertThat(classify.container().environment())
                .containsEntry("AISLE_CLASSIFY_INSTANCES", String.valueOf(replicas))
                .hasEntrySatisfying("AISLE_CLASSIFY_INSTANCE", number -> assertThat(number.toString())
                        .contains("apps.kubernetes.io/pod-index"));
    }

    @Test
    void theGpuOverlayAsksForOneGpuOnANodeThatHasOne() throws Exception {
        Manifest classify = Kustomization.of("k8s/overlays/gpu").app("processor-classify");
        Map<String, Object> limits = classify.container().at("resources.limits");
        List<Map<String, Object>> tolerations = classify.at("spec.template.spec.tolerations");

        assertThat(limits).containsEntry("nvidia.com/gpu", 1);
        assertThat(classify.<Map<String, Object>>at("spec.template.spec.nodeSelector"))
                .containsEntry("nvidia.com/gpu.present", "true");
        assertThat(tolerations).singleElement().satisfies(each -> assertThat(each)
                .containsEntry("key", "nvidia.com/gpu"));
        assertThat(classify.container().<String>at("image")).endsWith("-gpu");
    }

    @Test
    void theCpuOverlayAsksForNoGpu() throws Exception {
        Kustomization cpu = Kustomization.of("k8s/overlays/cpu");

        assertThat(cpu.text()).doesNotContain("nvidia.com");
        assertThat(cpu.app("processor-classify").container().environment())
                .containsEntry("AISLE_CLASSIFY_ENGINE", "onnx");
    }

    @Test
    void theComponentGivesEveryClassifierTheRegistry() throws Exception {
        Path folder = Files.createDirectories(Path.of("target/with-models"));
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                "resources: [../../../../k8s/overlays/cpu]\ncomponents: [../../../../k8s/components/models]\n");
        Kustomization cpu = Kustomization.of("testing/deployment-tests/target/with-models");
        Manifest classify = cpu.app("processor-classify");
        List<Map<String, Object>> volumes = classify.at("spec.template.spec.volumes");
        List<Map<String, Object>> mounts = classify.container().at("volumeMounts");

        assertThat(classify.container().environment()).containsEntry("AISLE_CLASSIFY_MODELS", "/models");
        assertThat(mounts)
                .anySatisfy(mount ->
                        assertThat(mount).containsEntry("mountPath", "/models").containsEntry("readOnly", true));
        assertThat(volumes)
                .anySatisfy(volume ->
                        assertThat(volume).containsEntry("persistentVolumeClaim", Map.of("claimName", "models")))
                .hasSize(3);
        assertThat(cpu.ofKind("PersistentVolumeClaim"))
                .extracting(Manifest::name)
                .containsExactly("models");
    }
}
