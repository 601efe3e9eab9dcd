package io.aisle.cli.apps;

import io.aisle.cli.screen.CommandFailed;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An app's jar unpacked, and an archive of the classes it loads at its start (dynamic class data sharing, JEP 350): with
 * both it starts three times as fast. The JVM cannot archive what lies in a jar within a jar.
 *
 * @param folder where it lies
 * @param name of the jar of its own classes, beside which its libraries lie
 */
public record UnpackedApp(Path folder, String name) {
    private static final long PATIENCE_SECONDS = 180;
    private static final String CLASSES = "classes.jsa";

    /** What stands between {@code java} and the app's own arguments. The archive fits the serial collector only. */
    public List<String> arguments() {
        return List.of("-XX:SharedArchiveFile=" + classes(), "-jar", jar().toString());
    }

    private Path jar() {
        return folder.resolve(name);
    }

    private Path classes() {
        return folder.resolve(CLASSES);
    }

    /**
     * The app of this jar, unpacked before or now, which takes half a minute.
     *
     * @param kept folder of unpacked apps; one that belonged to another build of this app is replaced
     */
    public static synchronized UnpackedApp of(Path jar, Path kept) {
        String name = jar.getFileName().toString();
        Path all = kept.resolve(name.replace(".jar", ""));
        var app = new UnpackedApp(all.resolve(fingerprint(jar)), name);
        try {
            Files.createDirectories(kept);
            try (FileChannel turn = FileChannel.open(
                    kept.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                turn.lock(); // until the channel is closed: another command may be unpacking the same app
                if (!Files.exists(app.classes())) {
                    empty(all);
                    app.make(jar);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep apps unpacked in " + kept, e);
        }
        return app;
    }

    /** The JVM checks size and time of each jar of an archive, and reproducible builds have the same time always. */
    private static String fingerprint(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
            for (ZipEntry entry : zip.stream().toList()) {
                digest.update(entry.getName().getBytes(StandardCharsets.UTF_8));
                digest.update(
                        ByteBuffer.allocate(Long.BYTES).putLong(entry.getCrc()).flip());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void empty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> old = Files.walk(folder)) {
            old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + folder, e);
        }
    }

    /** A start that ends before anything is connected shows the JVM which classes a start needs. */
    private void make(Path packed) {
        Path log = folder.resolveSibling("unpacking.log");
        Path unfinished = folder.resolve("unfinished.jsa");
        try {
            Files.createDirectories(folder);
            java(
                    folder,
                    log,
                    "-Djarmode=tools",
                    "-jar",
                    packed.toString(),
                    "extract",
                    "--force",
                    "--destination",
                    folder.toString());
            java(
                    folder,
                    log,
                    "-XX:+UseSerialGC",
                    "-Dspring.context.exit=onRefresh",
                    "-Dh2.bindAddress=127.0.0.1",
                    "-XX:ArchiveClassesAtExit=" + unfinished,
                    "-jar",
                    jar().toString(),
                    "--server.port=0",
                    "--server.address=127.0.0.1");
            Files.move(unfinished, classes(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailed("cannot unpack " + name, "See " + log, e);
        }
    }

    /** @param folder where it runs: an app may write to where it is started */
    private static void java(Path folder, Path log, String... arguments) throws IOException {
        var command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("java " + String.join(" ", arguments) + " did not end well");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
