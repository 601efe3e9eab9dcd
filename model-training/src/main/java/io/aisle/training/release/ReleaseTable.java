package io.aisle.training.release;

import io.aisle.classifier.Manifest;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.ReleaseId;
import io.aisle.classifier.registry.Serving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The releases of a registry for people: a line each. */
record ReleaseTable(ModelRegistry registry) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
    private static final String ROW = "%-20s %-17s %7s %7s %7s %7s %7s %9s  %-5s %s%n";

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                ROW,
                "release",
                "made",
                "labels",
                "name",
                "mall",
                "image",
                "fused",
                "size",
                "int8",
                "serves"));
        registry.releases().forEach(release -> table.append(row(release)));
        return table.append("accuracy in % of leaves, as measured when it was made\n")
                .toString();
    }

    private String row(ReleaseId release) {
        try {
            Manifest manifest = registry.manifest(release);
            return String.format(
                    Locale.ROOT,
                    ROW,
                    release,
                    made(manifest.created()),
                    manifest.labels(),
                    accuracy(manifest, "name"),
                    accuracy(manifest, "mallCategory"),
                    accuracy(manifest, "image"),
                    accuracy(manifest, "fused"),
                    String.format(Locale.ROOT, "%.1f MB", size(registry.directory(release)) / 1e6),
                    manifest.files().containsKey(ModelRelease.ONNX_INT8) ? "yes" : "no",
                    roles(release));
        } catch (ModelUnusable | io.aisle.contract.ContractViolation broken) {
            return String.format(Locale.ROOT, "%-20s cannot be read: %s%n", release, broken.getMessage());
        }
    }

    private static String made(@Nullable Instant created) {
        return created == null ? "-" : DAY.format(created);
    }

    private static String accuracy(Manifest manifest, String head) {
        Double accuracy = manifest.figures().get("accuracy." + head);
        return accuracy == null ? "-" : String.format(Locale.ROOT, "%.2f", 100 * accuracy);
    }

    private static long size(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("release: cannot be listed, " + directory, e);
        }
    }

    private String roles(ReleaseId release) {
        List<String> roles = new ArrayList<>();
        registry.serving().ifPresent(serving -> addRoles(roles, serving, release));
        return String.join(", ", roles);
    }

    private static void addRoles(List<String> roles, Serving serving, ReleaseId release) {
        if (release.equals(serving.stable())) {
            roles.add("stable");
        }
        if (release.equals(serving.previous())) {
            roles.add("previous");
        }
        if (release.equals(serving.shadow())) {
            roles.add("shadow");
        }
        Serving.Canary canary = serving.canary();
        if (canary != null && release.equals(canary.release())) {
            roles.add("canary " + ModelCommand.percent(canary.share()) + " %");
        }
    }
}
