package io.aisle.cli.workplace;

import io.aisle.cli.screen.CommandFailed;
import io.aisle.cli.screen.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The {@code --json} option: the figures on the screen, as a file. */
public final class Figures {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to this file, as JSON.")
    private @Nullable Path file;

    /** Writes the figures, if a file was asked for. */
    public void write(Map<String, Object> figures, Screen screen) {
        if (file == null) {
            return;
        }
        try {
            Path target = file.toAbsolutePath();
            Files.createDirectories(target.getParent());
            Files.writeString(target, JSON.writeValueAsString(figures) + "\n");
            screen.say("Figures written to %s", file);
        } catch (IOException e) {
            throw new CommandFailed("cannot write " + file, "Choose another file for --json", e);
        }
    }
}
