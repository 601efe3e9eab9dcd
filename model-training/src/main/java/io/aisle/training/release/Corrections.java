package io.aisle.training.release;

import io.aisle.classifier.CategoryTree;
import io.aisle.contract.Codec;
import io.aisle.training.data.Source;
import io.aisle.training.learn.LabelRepair.Correction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every product that taught another category than the data give it, for people to look at. It stands beside a release and
 * is no part of it.
 *
 * @param corrections in the order of the data
 */
public record Corrections(List<Correction> corrections, CategoryTree tree) {
    /** Its name in the release's directory. */
    public static final String FILE = "corrections.jsonl";

    /**
     * A line.
     *
     * @param given the category in the data, as a path of names
     * @param votes how many of the last predictions were for the corrected one
     * @param epoch after which it was corrected first
     * @param stands whether it still was when training ended
     */
    record Line(
            String productId,
            @Nullable String name,
            String given,
            String corrected,
            int votes,
            int epoch,
            boolean stands) {}

    public Corrections {
        corrections = List.copyOf(corrections);
    }

    /** An earlier training in the same directory may have left one that says nothing of this one. */
    public static void forget(Path release) {
        try {
            Files.deleteIfExists(release.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("corrections: an old file is in the way, " + release.resolve(FILE), e);
        }
    }

    /** Reads the source once more for ids and names. */
    public void write(Source source, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (OutputStream lines = Files.newOutputStream(file)) {
                write(source, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("corrections: cannot be written to " + file, e);
        }
    }

    @SuppressWarnings("NullAway") // null stands for no more
    private void write(Source source, OutputStream lines) {
        Iterator<Correction> left = corrections.iterator();
        Correction[] next = {left.hasNext() ? left.next() : null};
        int[] at = {0};
        source.read(one -> {
            Correction correction = next[0];
            if (correction != null && correction.product() == at[0]) {
                write(line(correction, one.product().productId(), one.product().name()), lines);
                next[0] = left.hasNext() ? left.next() : null;
            }
            at[0]++;
        });
    }

    private Line line(Correction one, String productId, @Nullable String name) {
        return new Line(
                productId,
                name,
                tree.leaf(one.given()).names(),
                tree.leaf(one.corrected()).names(),
                one.votes(),
                one.epoch(),
                one.stands());
    }

    private static void write(Line line, OutputStream lines) {
        try {
            lines.write(Codec.encode(line));
            lines.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("corrections: cannot be written", e);
        }
    }
}
