package io.aisle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final URI ANY = URI.create("http://127.0.0.1:1");

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void home() {
        home = Home.at(folder);
    }

    @Test
    void whatOneWroteAnotherReads() {
        ManagedProcess process = new ManagedProcess("broker", "RabbitMQ", 1, 2, 3, "/log");
        Endpoints endpoints = new Endpoints(ANY, ANY, ANY, "amqp://a", "mongodb://b", ANY, "jdbc:c");
        new Ledger(home).started(process);
        new Ledger(home).answersAt(endpoints, new Classifiers(3, "dl4j"));
        assertThat(new Ledger(home).read())
                .isEqualTo(new Ledger.Content(List.of(process), endpoints, new Classifiers(3, "dl4j")));
    }

    @Test
    void startsRecordedBySeveralThreadsAreAllKept() {
        List<Together.Step> starts = IntStream.range(0, 16)
                .<Together.Step>mapToObj(number -> () -> new Ledger(home)
                        .started(new ManagedProcess("component-" + number, "any", number, 0, 0, "/log")))
                .toList();
        Together.run(starts);
        assertThat(new Ledger(home).read().processes()).hasSize(16);
    }

    @Test
    void aSecondStartReplacesTheFirst() {
        Ledger ledger = new Ledger(home);
        ledger.started(new ManagedProcess("store", "any", 1, 0, 0, "/log"));
        ledger.started(new ManagedProcess("store", "any", 2, 0, 0, "/log"));
        assertThat(ledger.find("store")).map(ManagedProcess::pid).contains(2L);
        ledger.stopped("store");
        assertThat(ledger.find("store")).isEmpty();
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.writeString(home.state(), "{");
        assertThatThrownBy(() -> new Ledger(home).read())
                .hasMessageContaining(home.state().toString());
    }

    @Test
    void addressesStayOutOfWhatIsPrinted() {
        Endpoints endpoints =
                new Endpoints(ANY, ANY, ANY, "amqp://u:secret@h", "mongodb://u:secret@h", ANY, "jdbc:secret");
        assertThat(endpoints.toString()).doesNotContain("secret");
        assertThat(new Settings("amqp://u:secret@h", "mongodb://u:secret@h", "jdbc:secret", Classifiers.standard())
                        .toString())
                .doesNotContain("secret");
    }
}
