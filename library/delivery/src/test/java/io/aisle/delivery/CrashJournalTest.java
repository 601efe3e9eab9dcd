package io.aisle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashJournalTest {
    @TempDir
    private Path folder;

    @Test
    void countsOneCrashForEachProcessThatEndedWithTheMessageInHand() throws IOException {
        Path once = afterCrashOf("first", folder, "once");
        Path twice = afterCrashOf("first", once, "twice");
        Path other = afterCrashOf("second", twice, "other");
        try (CrashJournal journal = open(other)) {
            assertThat(journal.crashes("first")).isEqualTo(2);
            assertThat(journal.crashes("second")).isEqualTo(1);
            assertThat(journal.crashes("third")).isZero();
        }
    }

    @Test
    void isNoCrashWhenTheMessageWasLetGoOrTheStageEnded() throws IOException {
        try (CrashJournal journal = open(folder)) {
            journal.inHand("let go");
            journal.letGo();
            assertThat(crashesIn(copy(folder, "copy"), "let go")).isZero();
            journal.inHand("in hand");
        }
        assertThat(crashesIn(folder, "in hand")).isZero();
    }

    @Test
    void forgetsWhatIsSettled() throws IOException {
        Path crashed = afterCrashOf("message", folder, "crashed");
        try (CrashJournal journal = open(crashed)) {
            journal.settled("message");
            assertThat(journal.crashes("message")).isZero();
        }
        assertThat(crashesIn(crashed, "message")).isZero();
    }

    @Test
    void sharesNothingBetweenLivingInstances() {
        try (CrashJournal one = open(folder)) {
            one.inHand("of one");
            try (CrashJournal other = open(folder)) {
                assertThat(other.crashes("of one")).isZero();
                other.inHand("of the other");
                assertThat(folder.resolve("stage-1.in-hand")).content().isEqualTo("of one\n");
                assertThat(folder.resolve("stage-2.in-hand")).content().isEqualTo("of the other\n");
            }
        }
    }

    @Test
    void neverStopsAStageThatCannotWriteIt() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (CrashJournal journal = CrashJournal.open(file.toString(), "stage")) {
            journal.inHand("message");
            journal.letGo();
            journal.settled("message");
            assertThat(journal.crashes("message")).isZero();
        }
    }

    /** The lock of a process ends with it; here only its files do. */
    private Path afterCrashOf(String message, Path before, String name) throws IOException {
        try (CrashJournal journal = open(before)) {
            journal.inHand(message);
            return copy(before, name);
        }
    }

    private int crashesIn(Path copy, String message) {
        try (CrashJournal journal = open(copy)) {
            return journal.crashes(message);
        }
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static CrashJournal open(Path folder) {
        return CrashJournal.open(folder.toString(), "stage");
    }
}
