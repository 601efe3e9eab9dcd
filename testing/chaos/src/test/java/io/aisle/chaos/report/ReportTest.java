package io.aisle.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    void isNotGoodBeforeAnythingHasRun() {
        assertThat(new Report().isGood()).isFalse();
    }

    @Test
    void oneBadRunSpoilsIt() {
        var report = new Report();
        report.add(entry("kill", 0, List.of()));
        assertThat(report.isGood()).isTrue();
        report.add(entry("kill", 1, List.of("mongo lost 1")));
        assertThat(report.isGood()).isFalse();
    }

    @Test
    void aRunThatIsRepeatedReplacesTheFirst() {
        var report = new Report();
        report.add(entry("kill", 1, List.of("mongo lost 1")));
        report.add(entry("kill", 1, List.of()));
        assertThat(report.entries()).hasSize(1);
        assertThat(report.isGood()).isTrue();
    }

    @Test
    void theMedianOfTwoLiesBetweenThem() {
        var report = new Report();
        report.add(entry("kill", 0, 1_000));
        report.add(entry("kill", 1, 3_000));
        assertThat(Page.of(report).html()).contains("<td>2.0</td><td>3.0</td>");
    }

    @Test
    void goesOnWhereAnEarlierCommandEnded() {
        var report = new Report();
        report.add(entry("kill", 0, List.of()));
        report.add(entry("kill", 1, List.of("mongo lost 1")));
        Path file = folder.resolve("runs.json");
        report.write(file);
        Report again = Report.read(file);
        assertThat(again.entries()).isEqualTo(report.entries());
        assertThat(again.has("kill", 0)).isTrue();
        assertThat(again.has("kill", 1)).as("a bad run is run again").isFalse();
    }

    @Test
    void thePageNamesTheBadRunAndEscapesWhatItQuotes() throws Exception {
        var report = new Report();
        report.add(entry("kill", 0, List.of("lost <b>1</b>")));
        Page.of(report).write(folder);
        assertThat(Files.readString(folder.resolve("index.html")))
                .contains("1 of 1 runs are not good")
                .contains("lost &lt;b&gt;1&lt;/b&gt;")
                .doesNotContain("<b>1</b>");
    }

    private static Entry entry(String fault, int seed, List<String> objections) {
        return entry(fault, seed, 1_500, objections);
    }

    private static Entry entry(String fault, int seed, long recoveryMillis) {
        return entry(fault, seed, recoveryMillis, List.of());
    }

    private static Entry entry(String fault, int seed, long recoveryMillis, List<String> objections) {
        return new Entry(
                fault,
                seed,
                objections.isEmpty(),
                10,
                10,
                9,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                recoveryMillis,
                20_000,
                40,
                90,
                1,
                3,
                List.of("0.1 s: killed"),
                objections);
    }
}
