package io.aisle.chaos.arena;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.cli.apps.AppProcess;
import io.aisle.cli.apps.UnpackedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ITUnpackedApp {
    /** The app that makes its database where it is started, when nobody names another. */
    private static final Path JAR =
            AppProcess.jar(Path.of("..", "..").toAbsolutePath().normalize(), "sink-legacy");

    @TempDir
    private Path kept;

    @Test
    void startsFromItsArchiveAndIsMadeAnewForAnotherBuildOnly() throws IOException, InterruptedException {
        List<String> arguments = UnpackedApp.of(JAR, kept).arguments();
        assertThat(startsFromTheArchiveAlone(arguments)).isZero();
        assertThat(UnpackedApp.of(JAR, kept).arguments()).isEqualTo(arguments);

        Path other = rebuilt(kept.resolve("build").resolve(JAR.getFileName()));
        List<String> anew = UnpackedApp.of(other, kept).arguments();
        assertThat(anew).isNotEqualTo(arguments);
        assertThat(startsFromTheArchiveAlone(anew)).isZero();
        try (Stream<Path> archives =
                Files.find(kept, 3, (path, file) -> path.toString().endsWith(".jsa"))) {
            assertThat(archives).as("the old one is gone").hasSize(1);
        }
        assertThat(Path.of("legacy"))
                .as("what unpacking leaves where it is called from")
                .doesNotExist();
    }

    @Test
    void twoCommandsAtOnceMakeItOnce() throws IOException, InterruptedException {
        Path log = kept.resolve("commands.log");
        Process one = command(log);
        Process other = command(log);
        assertThat(one.waitFor()).as(log + ": %s", Files.readString(log)).isZero();
        assertThat(other.waitFor()).as(log + ": %s", Files.readString(log)).isZero();
        assertThat(startsFromTheArchiveAlone(UnpackedApp.of(JAR, kept).arguments()))
                .isZero();
    }

    private Process command(Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Command.class.getName(),
                        JAR.toString(),
                        kept.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** What every command does first. */
    static final class Command {
        private Command() {}

        public static void main(String[] arguments) {
            UnpackedApp.of(Path.of(arguments[0]), Path.of(arguments[1]));
        }
    }

    /** With {@code -Xshare:on} the JVM ends with an error where it cannot use the archive. */
    private int startsFromTheArchiveAlone(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xshare:on",
                "-Dspring.context.exit=onRefresh"));
        command.addAll(arguments);
        command.add("--server.address=127.0.0.1");
        command.add("--server.port=0");
        return new ProcessBuilder(command)
                .directory(kept.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Same time, another content, as a reproducible build makes it. */
    private static Path rebuilt(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (ZipFile zip = new ZipFile(JAR.toFile());
                ZipOutputStream copy = new ZipOutputStream(Files.newOutputStream(target))) {
            for (ZipEntry entry : zip.stream().toList()) {
                copy.putNextEntry(new ZipEntry(entry));
                zip.getInputStream(entry).transferTo(copy);
            }
            copy.putNextEntry(new ZipEntry("BOOT-INF/classes/another.build"));
        }
        Files.setLastModifiedTime(
                target, FileTime.from(Files.getLastModifiedTime(JAR).toInstant()));
        return target;
    }
}
