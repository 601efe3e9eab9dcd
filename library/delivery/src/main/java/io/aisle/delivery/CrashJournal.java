package io.aisle.delivery;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which suspect a stage has in hand, written where the death of the process leaves it: into the system's page cache,
 * which needs no {@code fsync}. A note that stands when the stage is opened is a crash of that message. A journal that
 * cannot be written is told once and does without: it must never stop a stage. Thread-safe.
 */
final class CrashJournal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CrashJournal.class);
    /** Instances of one app on one machine, such as the old and the new one of an update. */
    private static final int SLOTS = 16;
    /** Crashes remembered; a message that went to another instance is never settled here. */
    private static final int REMEMBERED = 1_000;

    private final String stage;
    private final Map<String, Integer> crashes = new LinkedHashMap<>();
    private @Nullable RandomAccessFile hand;
    private @Nullable Path crashed;

    private CrashJournal(String stage) {
        this.stage = stage;
    }

    /**
     * The journal of a stage.
     *
     * @param folder where it is kept; blank for none
     */
    static CrashJournal open(String folder, String stage) {
        CrashJournal journal = new CrashJournal(stage);
        if (!folder.isBlank()) {
            journal.attempt(() -> journal.open(Path.of(folder)));
        }
        return journal;
    }

    /** How often this message ended the process while it was alone in hand. */
    synchronized int crashes(String message) {
        return crashes.getOrDefault(message, 0);
    }

    /** This message is handled from now on. */
    synchronized void inHand(String message) {
        attempt(() -> {
            if (hand != null) {
                hand.seek(0);
                hand.write((message + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    /** Nothing is handled any more. */
    synchronized void letGo() {
        attempt(() -> {
            if (hand != null) {
                hand.setLength(0);
            }
        });
    }

    /** This message is settled; its crashes are history. */
    synchronized void settled(String message) {
        if (crashes.remove(message) != null) {
            attempt(this::keep);
        }
    }

    /** An ordinary end is no crash. */
    @Override
    public synchronized void close() {
        letGo();
        attempt(() -> {
            if (hand != null) {
                hand.close();
            }
        });
        hand = null;
    }

    private void open(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int slot = 1; slot <= SLOTS && hand == null; slot++) {
            Path file = folder.resolve(stage + "-" + slot + ".in-hand");
            RandomAccessFile candidate = new RandomAccessFile(file.toFile(), "rw");
            if (isMine(candidate)) {
                hand = candidate;
                crashed = folder.resolve(stage + "-" + slot + ".crashed");
                read(candidate);
            } else {
                candidate.close();
            }
        }
    }

    /** The lock ends with the process. It is on the file that a living instance writes, so that none is shared. */
    private static boolean isMine(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another context of this process
        }
    }

    private void read(RandomAccessFile hand) throws IOException {
        if (crashed != null && Files.exists(crashed)) {
            Files.readAllLines(crashed).stream()
                    .map(line -> line.split(" "))
                    .filter(words -> words.length == 2 && words[0].matches("\\d"))
                    .forEach(words -> crashes.put(words[1], Integer.valueOf(words[0])));
        }
        String noted = hand.readLine();
        // Ended between the two, a crash is forgotten; the other way round it would count twice.
        hand.setLength(0);
        if (noted != null) {
            log.warn("{}: the process ended while one message was alone in hand ({})", stage, noted);
            crashes.merge(noted, 1, Integer::sum);
            keep();
        }
    }

    private void keep() throws IOException {
        while (crashes.size() > REMEMBERED) {
            crashes.remove(crashes.keySet().iterator().next());
        }
        if (crashed != null) {
            Files.writeString(
                    crashed,
                    crashes.entrySet().stream()
                            .map(crash -> crash.getValue() + " " + crash.getKey() + "\n")
                            .collect(Collectors.joining()));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void attempt(Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            log.warn("{}: goes on without its crash journal: {}", stage, e.toString());
            hand = null;
            crashed = null;
        }
    }
}
