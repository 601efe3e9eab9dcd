package io.aisle.training.rules;

import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rules on disk, written so that people can read and change them. */
public final class RulesFile {
    static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RulesFile() {}

    /** The rules, each of which passed its own examples. */
    public static Rules read(Path file) {
        return Rules.parse(bytes(file));
    }

    /** The file as it is. */
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelUnusable("rules: cannot read " + file, e);
        }
    }

    static void write(Path file, Object value) {
        try {
            Files.write(file, PRETTY.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException("rules: cannot write " + file, e);
        }
    }
}
