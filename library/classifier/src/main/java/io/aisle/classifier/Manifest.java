package io.aisle.classifier;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cover sheet of a release.
 *
 * @param format version of the release's layout
 * @param name the model's name
 * @param version the release
 * @param command what made it
 * @param created when; null in releases of before it was noted
 * @param imageSize edge of its pictures in pixels
 * @param labels number of leaves
 * @param vocabularySize word ids are below this
 * @param vocabulary SHA-256 (hex) of the vocabulary file; features made with another one are refused
 * @param dictionary SHA-256 (hex) of the words that text analysis takes compounds apart by; null as {@code created}
 * @param figures what was measured when it was made, by name
 * @param files SHA-256 (hex) of every other file
 */
public record Manifest(
        int format,
        String name,
        String version,
        String command,
        @Nullable Instant created,
        int imageSize,
        int labels,
        int vocabularySize,
        String vocabulary,
        @Nullable String dictionary,
        Map<String, Double> figures,
        Map<String, String> files) {
    /** The layout this library reads. */
    public static final int FORMAT = 2;

    public Manifest {
        figures = new TreeMap<>(figures);
        files = new TreeMap<>(files);
        if (format != FORMAT) {
            throw new ModelUnusable("model " + name + ": has layout " + format + ", this library reads " + FORMAT);
        }
    }

    /** The same release under another name and version, with these files and figures. */
    public Manifest as(
            String newName, String newVersion, Map<String, Double> newFigures, Map<String, String> newFiles) {
        return new Manifest(
                format,
                newName,
                newVersion,
                command,
                created,
                imageSize,
                labels,
                vocabularySize,
                vocabulary,
                dictionary,
                newFigures,
                newFiles);
    }
}
