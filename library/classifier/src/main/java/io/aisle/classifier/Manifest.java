package io.aisle.classifier;

import java.util.Map;
import java.util.TreeMap;

/**
 * The cover sheet of a release.
 *
 * @param format version of the release's layout
 * @param name the model's name
 * @param version the release
 * @param command what made it
 * @param imageSize edge of its pictures in pixels
 * @param labels number of leaves
 * @param vocabularySize word ids are below this
 * @param vocabulary SHA-256 (hex) of the vocabulary file; features made with another one are refused
 * @param figures what was measured when it was made, by name
 * @param files SHA-256 (hex) of every other file
 */
public record Manifest(
        int format,
        String name,
        String version,
        String command,
        int imageSize,
        int labels,
        int vocabularySize,
        String vocabulary,
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
}
