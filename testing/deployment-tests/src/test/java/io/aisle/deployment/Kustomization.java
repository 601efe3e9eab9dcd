package io.aisle.deployment;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/**
 * What {@code kubectl kustomize} makes of a folder.
 *
 * @param text the YAML as printed
 * @param manifests its objects
 */
record Kustomization(String text, List<Manifest> manifests) {
    static final Path REPOSITORY = Path.of("../..");

    /** Renders it; without kubectl the test is skipped, and says so. */
    static Kustomization of(String folder) throws IOException, InterruptedException {
        assumeTrue(hasKubectl(), "SKIPPED: kubectl is not installed (Debian: apt-get install kubernetes-client)");
        Process kubectl = new ProcessBuilder(
                        "kubectl", "kustomize", REPOSITORY.resolve(folder).toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kubectl.waitFor() != 0) {
            throw new AssertionError(folder + " does not render: " + text);
        }
        return new Kustomization(text, parse(text));
    }

    List<Manifest> apps() {
        return manifests.stream().filter(Manifest::isApp).toList();
    }

    Manifest app(String name) {
        return apps().stream()
                .filter(app -> app.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such app: " + name));
    }

    List<Manifest> ofKind(String kind) {
        return manifests.stream().filter(each -> each.kind().equals(kind)).toList();
    }

    private static boolean hasKubectl() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    @SuppressWarnings("unchecked")
    private static List<Manifest> parse(String text) {
        return StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false)
                .map(document -> new Manifest((Map<String, Object>) document))
                .toList();
    }
}
