package io.aisle.classifier.registry;

import io.aisle.classifier.Manifest;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.ModelUnusable;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A directory of immutable releases, {@code name/version/}, and beside them {@code serving.json}, which says who
 * answers. That file is replaced in one step, so a reader sees the old or the new one.
 *
 * @param root the directory
 */
public record ModelRegistry(Path root) {
    /** The manifest is read by people. */
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Name of the file that says who answers. */
    public static final String SERVING = "serving.json";

    /** Releases in the directory, older before newer; what has no name of a release is none. */
    public List<ReleaseId> releases() {
        try (Stream<Path> manifests =
                Files.exists(root) ? Files.find(root, 3, (path, attributes) -> isManifest(path)) : Stream.empty()) {
            return manifests
                    .map(manifest -> root.relativize(manifest.getParent()))
                    .map(place -> place.getName(0) + "/" + place.getName(1))
                    .filter(ReleaseId::isOne)
                    .map(ReleaseId::parse)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("registry: cannot be listed, " + root, e);
        }
    }

    private boolean isManifest(Path path) {
        return path.endsWith(ModelRelease.MANIFEST) && root.relativize(path).getNameCount() == 3;
    }

    /** The cover sheet of a release alone, its other files neither read nor checked. */
    public Manifest manifest(ReleaseId release) {
        Path file = directory(release).resolve(ModelRelease.MANIFEST);
        try {
            return Codec.decode(Files.readAllBytes(file), Manifest.class);
        } catch (IOException e) {
            throw new ModelUnusable("release " + release + ": cannot be read, " + file, e);
        }
    }

    /** The release of this name with the highest version. */
    public Optional<ReleaseId> newest(String name) {
        return releases().stream().filter(one -> one.name().equals(name)).reduce((older, newer) -> newer);
    }

    /** The release that would follow the newest of this name: 1, 2, 3 and so on. */
    public ReleaseId next(String name) {
        String first = newest(name).map(one -> one.version().split("\\.", 2)[0]).orElse("0");
        return new ReleaseId(name, String.valueOf(Integer.parseInt(first) + 1));
    }

    /**
     * Copies a release to its place; from then on nothing there changes, and its files are read-only.
     *
     * @param files those of the release that come along
     * @throws ModelUnusable when that place is taken
     */
    public void add(ReleaseId id, ModelRelease release, Set<String> files) {
        requireFree(id);
        // Nobody sees half a release: it is moved to its place in one step.
        Path incoming = root.resolve(".incoming-" + UUID.randomUUID());
        try {
            write(incoming, id, release, files);
            Files.createDirectories(directory(id).getParent());
            Files.move(incoming, directory(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            remove(incoming);
            throw new UncheckedIOException("release " + id + ": cannot be written to " + root, e);
        } catch (RuntimeException e) {
            remove(incoming);
            throw e;
        }
    }

    private static void write(Path folder, ReleaseId id, ModelRelease release, Set<String> files) throws IOException {
        Files.createDirectories(folder);
        Map<String, String> checksums = new TreeMap<>(release.manifest().files());
        checksums.keySet().retainAll(files);
        for (String file : checksums.keySet()) {
            write(folder.resolve(file), release.file(file));
        }
        Manifest manifest = release.manifest();
        Manifest own = manifest.as(id.name(), id.version(), manifest.figures(), checksums);
        write(folder.resolve(ModelRelease.MANIFEST), PRETTY.writeValueAsBytes(own));
    }

    /** As far as it can be: what is left is no release, and no reason to hide why. */
    private static void remove(Path incoming) {
        File[] files = incoming.toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            file.delete();
        }
        incoming.toFile().delete();
    }

    /** @throws ModelUnusable when there is a release of this name and version */
    public void requireFree(ReleaseId id) {
        if (Files.exists(directory(id))) {
            throw new ModelUnusable(
                    "release " + id + ": is there already, and a release never changes. Leave the version"
                            + " out, and it becomes " + next(id.name()));
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        if (!file.toFile().setReadOnly()) {
            throw new IOException(file + " cannot be made read-only");
        }
    }

    /** Where a release is, or would be. */
    public Path directory(ReleaseId release) {
        return root.resolve(release.name()).resolve(release.version());
    }

    /** A release with its checksums verified. */
    public ModelRelease load(ReleaseId release) {
        if (!Files.exists(directory(release).resolve(ModelRelease.MANIFEST))) {
            throw new ModelUnusable("release " + release + ": is not in " + root + ". There are " + releases());
        }
        return ModelRelease.load(directory(release));
    }

    /**
     * Who answers; empty before the first release was promoted.
     *
     * @throws ModelUnusable when the file does not say it
     */
    public Optional<Serving> serving() {
        Path file = root.resolve(SERVING);
        try {
            return Files.exists(file)
                    ? Optional.of(Codec.decode(Files.readAllBytes(file), Serving.class))
                    : Optional.empty();
        } catch (ContractViolation e) {
            throw new ModelUnusable("registry: " + file + " cannot be understood, " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("registry: cannot read " + file, e);
        }
    }

    /** From now on these answer. Every one of them must be in the registry. */
    public void serve(Serving serving) {
        Stream.of(
                        serving.stable(),
                        serving.shadow(),
                        serving.canary() == null ? null : serving.canary().release())
                .flatMap(Stream::ofNullable)
                .forEach(this::load);
        try {
            // Not a temporary file of Java's: that one only its owner may read, and apps are another user.
            Path written = root.resolve("." + SERVING + "-" + UUID.randomUUID());
            Files.write(written, Codec.encode(serving));
            Files.move(
                    written,
                    root.resolve(SERVING),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("registry: cannot write " + root.resolve(SERVING), e);
        }
    }
}
