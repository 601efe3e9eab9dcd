package io.aisle.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server started from a folder of jars: as one jar of jars Skipper took 38 s of processor time to start, from a plain
 * class path it takes 16 s.
 *
 * @param libraries folder with all its jars
 * @param mainClass what to start
 */
record ServerProgram(Path libraries, String mainClass) {

    void requireBuilt() {
        if (!Files.isDirectory(libraries)) {
            throw new PlatformFailure("Not built yet: " + libraries + ". Build with ./mvnw package -DskipTests");
        }
    }

    /** Class path and main class. */
    List<String> arguments() {
        return List.of("-cp", classPath(), mainClass);
    }

    /** In the order of names, so that every start is the same. */
    private String classPath() {
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException unreadable) {
            throw new PlatformFailure("Cannot read " + libraries + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
