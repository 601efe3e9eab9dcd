package io.aisle.cli.workplace;

import io.aisle.cli.screen.CommandFailed;
import io.aisle.platform.Endpoints;
import io.aisle.platform.LocalPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The repository the command was started from, and the folder that holds the platform's state. */
public final class Workplace {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Folder of the platform's state, logs and ledger (AISLE_HOME; default: .aisle in the repository).")
    private @Nullable Path home;

    /** The checkout: {@code -Daisle.repository}, which the script sets, else the folder above that has the modules. */
    public Path repository() {
        String given = System.getProperty("aisle.repository");
        Path start = Path.of(given == null ? "" : given).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("dataflow")) && Files.exists(folder.resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new CommandFailed("no checkout of Aisle at " + start + " or above", "Start ./aisle from the repository");
    }

    /** The folder that holds the platform's state. */
    public Path home() {
        if (home != null) {
            return home.toAbsolutePath().normalize();
        }
        String given = System.getenv("AISLE_HOME");
        return given == null || given.isBlank()
                ? repository().resolve(".aisle")
                : Path.of(given).toAbsolutePath();
    }

    /** The sender's own log. */
    public Path ledger() {
        return ledger(home());
    }

    /** The sender's own log in a given home. */
    public static Path ledger(Path home) {
        return home.resolve("ledger.jsonl");
    }

    /** The platform of this home, up or not. */
    public LocalPlatform platform() {
        return LocalPlatform.at(repository(), home());
    }

    /** Where the platform of this home answers. */
    public Endpoints endpoints() {
        return platform()
                .endpoints()
                .orElseThrow(() -> new CommandFailed("no platform is up in " + home(), "Start it with ./aisle up"));
    }

    /** Deletes a folder and all in it, so that a run starts empty. */
    public static void wipe(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new CommandFailed("cannot empty " + folder, "Delete it by hand", e);
        }
    }
}
