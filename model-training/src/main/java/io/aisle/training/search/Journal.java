package io.aisle.training.search;

import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code trials.jsonl}: what the search is about, then every finished rung of every trial as it comes. */
final class Journal {
    private final Path file;
    private final List<Trial> trials = new ArrayList<>();

    /** @param search what it is about; trials of another are not comparable */
    private record Heading(String search) {}

    private Journal(Path file) {
        this.file = file;
    }

    /**
     * Reads what an earlier run left. A last line that was being written when that run ended is taken away.
     *
     * @throws IllegalArgumentException when the file is another search's
     */
    static Journal open(Path file, String search) throws IOException {
        Journal journal = new Journal(file);
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            journal.append(new Heading(search));
            return journal;
        }
        String text = Files.readString(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.isEmpty()) {
            Files.writeString(file, "");
            journal.append(new Heading(search));
            return journal;
        }
        Files.writeString(file, whole);
        journal.read(whole.lines().toList(), search);
        return journal;
    }

    private void read(List<String> lines, String search) {
        try {
            String begun = Codec.decode(lines.get(0).getBytes(StandardCharsets.UTF_8), Heading.class)
                    .search();
            if (!search.equals(begun)) {
                throw new IllegalArgumentException("search: " + file + " holds another search, [" + begun
                        + "], and this one is [" + search + "]. Say what was said then, or give another --out");
            }
            for (String line : lines.subList(1, lines.size())) {
                trials.add(Codec.decode(line.getBytes(StandardCharsets.UTF_8), Trial.class));
            }
        } catch (ContractViolation broken) {
            throw new IllegalArgumentException(
                    "search: " + file + " is no journal of trials, " + broken.getMessage() + ". Give another --out",
                    broken);
        }
    }

    void add(Trial trial) throws IOException {
        append(trial);
        trials.add(trial);
    }

    private void append(Object line) throws IOException {
        String text = new String(Codec.encode(line), StandardCharsets.UTF_8) + "\n";
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    Optional<Trial> find(int trial, int rung) {
        return trials.stream()
                .filter(one -> one.trial() == trial && one.rung() == rung)
                .findFirst();
    }

    List<Trial> trials() {
        return List.copyOf(trials);
    }
}
