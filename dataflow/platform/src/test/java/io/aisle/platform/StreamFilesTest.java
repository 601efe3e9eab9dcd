package io.aisle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFilesTest {

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final Set<String> APPS = Set.of(
            "source-app", "processor-tokenize", "processor-image", "processor-classify", "sink-mongo", "sink-legacy");

    @Test
    void consumersComeBeforeTheirProducers() {
        assertThat(StreamFiles.read(REPOSITORY).streams())
                .extracting(StreamDefinition::name)
                .containsExactly("store", "legacy", "classify", "text", "image", "ingest");
    }

    @Test
    void definitionTellsItsAppsWithoutDestinationsAndOptions() {
        assertThat(new StreamDefinition("s", ":features > processor-classify --a=b | sink-mongo > :out").apps())
                .containsExactly("processor-classify", "sink-mongo");
    }

    @Test
    void aLineThatIsNoStreamIsRefusedByItsText() {
        assertThatThrownBy(() -> StreamDefinition.parse("# comment\n\nstore = \n"))
                .isInstanceOf(PlatformFailure.class)
                .hasMessageContaining("store =");
    }

    @Test
    void importsNameEveryAppOfEveryStreamWithBootVersionRightAfterIt() throws IOException {
        for (String file : List.of("apps-local.properties", "apps-kubernetes.properties")) {
            List<String> lines =
                    Files.readAllLines(REPOSITORY.resolve("dataflow/streams").resolve(file));
            assertThat(appsOf(lines)).isEqualTo(APPS);
            assertThat(lines).as("the importer does not skip comments").noneMatch(line -> line.startsWith("#"));
            assertThat(lines.stream()
                            .filter(line -> !line.startsWith("task."))
                            .filter(line -> line.endsWith(".bootVersion=3")))
                    .hasSize(APPS.size());
        }
    }

    @Test
    void importsGetTheRepositorysPath() {
        assertThat(StreamFiles.read(REPOSITORY).imports())
                .contains("=file://" + REPOSITORY + "/source-app/target/")
                .doesNotContain("${");
    }

    @Test
    void producersDeclareTheQueuesOfTheirConsumers() {
        StreamFiles files = StreamFiles.read(REPOSITORY);
        Map<String, String> groups = files.streams().stream()
                .flatMap(stream -> files.propertiesOf(stream).entrySet().stream())
                .filter(entry -> entry.getKey().endsWith("required-groups"))
                .collect(Collectors.toMap(entry -> entry.getKey().split("\\.")[1], Map.Entry::getValue));
        assertThat(groups)
                .isEqualTo(Map.of(
                        "source-app", "text,image",
                        "processor-tokenize", "classify",
                        "processor-image", "classify-image",
                        "processor-classify", "store"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local.properties", "kubernetes-cpu.properties", "kubernetes-gpu.properties"})
    void deploymentPropertiesConcernKnownAppsOnlyAndNoMachine(String file) throws IOException {
        String text = Files.readString(REPOSITORY.resolve("dataflow/streams").resolve(file));
        assertThat(StreamFiles.properties(text).keySet())
                .isNotEmpty()
                .allMatch(key -> key.startsWith("app.") || key.startsWith("deployer."))
                .allMatch(key -> APPS.contains(key.split("\\.")[1]) || key.split("\\.")[1].equals("*"));
        assertThat(text).doesNotContain("127.0.0.1").doesNotContain("file:");
    }

    @Test
    void onlyTheGpuFileAsksForAGpu() throws IOException {
        Path folder = REPOSITORY.resolve("dataflow/streams");
        assertThat(Files.readString(folder.resolve("kubernetes-gpu.properties")))
                .contains("limits.gpuCount=1");
        assertThat(Files.readString(folder.resolve("kubernetes-cpu.properties")))
                .doesNotContain("gpu");
    }

    @Test
    void unbuiltJarsAreNamedBeforeAnythingStarts(@TempDir Path repository) throws IOException {
        Path folder = Files.createDirectories(repository.resolve("dataflow/streams"));
        Files.writeString(folder.resolve("apps-local.properties"), "sink.s=file://${repository}/s.jar\n");
        Files.writeString(folder.resolve("streams.txt"), "a = :b > s\n");
        Files.writeString(folder.resolve("local.properties"), "");
        assertThatThrownBy(() -> StreamFiles.read(repository).requireJars())
                .hasMessageContaining(repository + "/s.jar")
                .hasMessageContaining("./mvnw");
    }

    private static Set<String> appsOf(List<String> lines) {
        Pattern app = Pattern.compile("(source|processor|sink)\\.([a-z-]+)=.*");
        return lines.stream()
                .map(app::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(match -> match.group(2))
                .collect(Collectors.toSet());
    }
}
