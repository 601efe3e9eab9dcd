package io.aisle.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one JSON file that says what the platform started, so that any later command can find or stop it. All
 * ledgers of this JVM share one lock; other JVMs are kept out by the platform's own.
 */
final class Ledger {

    /** What the file holds. */
    record Content(
            List<ManagedProcess> processes,
            @Nullable Endpoints endpoints,
            @Nullable Classifiers classifiers) {
        static final Content EMPTY = new Content(List.of(), null, null);

        Content {
            processes = List.copyOf(processes);
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Object LOCK = new Object();

    private final Path file;

    Ledger(Home home) {
        this.file = home.state();
    }

    Content read() {
        try {
            return JSON.readValue(Files.readAllBytes(file), Content.class);
        } catch (NoSuchFileException nothingStarted) {
            return Content.EMPTY;
        } catch (JacksonException | IOException damaged) {
            throw new PlatformFailure(
                    "Cannot read " + file + ": " + damaged.getMessage()
                            + ". Stop the processes it names by hand and delete it.",
                    damaged);
        }
    }

    /** Written before anyone waits for the process, so that a crash of this JVM loses nothing. */
    void started(ManagedProcess process) {
        change(content -> {
            List<ManagedProcess> processes = without(content, process.name());
            processes.add(process);
            return new Content(processes, content.endpoints(), content.classifiers());
        });
    }

    void stopped(String name) {
        change(content -> new Content(without(content, name), content.endpoints(), content.classifiers()));
    }

    void answersAt(Endpoints endpoints, Classifiers classifiers) {
        change(content -> new Content(content.processes(), endpoints, classifiers));
    }

    void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Optional<ManagedProcess> find(String name) {
        return read().processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst();
    }

    private static List<ManagedProcess> without(Content content, String name) {
        List<ManagedProcess> processes = new ArrayList<>(content.processes());
        processes.removeIf(process -> process.name().equals(name));
        return processes;
    }

    private void change(UnaryOperator<Content> step) {
        synchronized (LOCK) {
            write(step.apply(read()));
        }
    }

    private void write(Content content) {
        try {
            Path draft = Files.write(file.resolveSibling("state.json.draft"), JSON.writeValueAsBytes(content));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
