package io.aisle.training.release;

import io.aisle.classifier.registry.ModelRegistry;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the releases are. */
final class RegistryOption {
    @Option(
            names = "--models",
            defaultValue = "${sys:aisle.repository:-.}/.aisle/models",
            description = "Directory of the registry (default: .aisle/models in the repository).")
    private Path models = Path.of(".aisle", "models");

    ModelRegistry registry() {
        return new ModelRegistry(models);
    }
}
