package io.aisle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.cli.workplace.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AisleTest {
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    /** What the script itself does or hands to others; model-training checks those it gets. */
    private static final Set<String> ELSEWHERE =
            Set.of("test", "chaos", "train", "search", "evaluate", "explain", "rules", "model", "experiment");

    @Test
    void everyCommandTheDocumentsNameExists() throws IOException {
        for (String document : Set.of("README.md", "CONTRIBUTING.md")) {
            Set<String> named = new TreeSet<>();
            var command =
                    Pattern.compile("\\./aisle +([a-z]+)").matcher(Files.readString(REPOSITORY.resolve(document)));
            while (command.find()) {
                named.add(command.group(1));
            }
            named.removeAll(ELSEWHERE);
            assertThat(Aisle.commandLine().getSubcommands().keySet())
                    .as(document)
                    .containsAll(named);
        }
    }

    @Test
    void theScriptKnowsWhatRunsElsewhereAndHandsTheRestOver() throws IOException {
        String script = Files.readString(REPOSITORY.resolve("aisle"));
        assertThat(script).contains("= test ]", "= chaos ]", "-jar \"$jar\" \"$@\"");
        assertThat(Files.isExecutable(REPOSITORY.resolve("aisle"))).isTrue();
        assertThat(Files.readString(REPOSITORY.resolve(".ci/run"))).endsWith("/../aisle\" test\n");
    }

    @Test
    void everyCommandAndOptionIsDescribed() {
        Aisle.commandLine().getSubcommands().forEach((name, command) -> {
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(name)
                    .isNotEmpty();
            assertThat(command.getCommandSpec().options()).allSatisfy(option -> assertThat(option.description())
                    .as(name + " " + option.longestName())
                    .isNotEmpty());
        });
    }

    @Test
    void aWrongOptionIsTold(@TempDir Path home) {
        assertThat(run("send", "--concurency", "3", "x")).isEqualTo(2);
        assertThat(said).contains("--concurency");
    }

    @Test
    void withoutAPlatformTheAnswerSaysHowToStartOne(@TempDir Path home) {
        assertThat(run("account", "--home", home.toString())).isEqualTo(1);
        assertThat(said).contains("no platform is up").contains("./aisle up");
        assertThat(run("status", "--home", home.toString())).isEqualTo(1);
    }

    @Test
    void readsDurationsAsPeopleWriteThem() {
        var durations = new Durations();
        assertThat(durations.convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(durations.convert("30")).isEqualTo(Duration.ofSeconds(30));
        assertThat(durations.convert("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(durations.convert("2m")).isEqualTo(Duration.ofMinutes(2));
    }

    private String said = "";

    private int run(String... arguments) {
        var errors = new StringWriter();
        CommandLine commands = Aisle.commandLine().setErr(new PrintWriter(errors, true));
        commands.getSubcommands().values().forEach(command -> command.setErr(new PrintWriter(errors, true)));
        int code = commands.execute(arguments);
        said = errors.toString();
        return code;
    }
}
