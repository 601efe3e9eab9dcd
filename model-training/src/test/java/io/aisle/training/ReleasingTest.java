package io.aisle.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.classifier.CategoryTree;
import io.aisle.classifier.GoldenSet;
import io.aisle.classifier.Manifest;
import io.aisle.classifier.ModelRelease;
import io.aisle.classifier.Rule;
import io.aisle.classifier.engine.Engine;
import io.aisle.classifier.engine.Engines;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.ReleaseId;
import io.aisle.classifier.registry.Serving;
import io.aisle.classifier.registry.Serving.Canary;
import io.aisle.contract.Category;
import io.aisle.contract.Codec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model} as people type it: what enters the registry, what does not and why, and who answers. */
class ReleasingTest {
    private static final List<String> KINDS =
            List.of("\"Livres\"", "\"Mode\",\"Chaussures\"", "\"Mode\",\"Robes\"", "\"Maison\",\"Casseroles\"");
    private static final List<String> NOUNS = List.of("roman", "bottines", "robe", "casserole");

    @TempDir
    private static Path trained;

    private static Path model;
    private static Path data;

    @TempDir
    private Path directory;

    private StringWriter screen = new StringWriter();

    @BeforeAll
    static void train() throws IOException {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        for (int product = 0; product < 900; product++) {
            lines.add("{\"name\":\"%d %s %d\",\"category\":[%s]}"
                    .formatted(
                            random.nextInt(90), NOUNS.get(product % 4), random.nextInt(1000), KINDS.get(product % 4)));
        }
        data = Files.write(trained.resolve("data.jsonl"), lines);
        model = trained.resolve("boutique");
        StringWriter output = new StringWriter();
        String typed = "train --data %s --out %s --held-out 0.15 --epochs 2 --linear 0 --word-vectors 0 --pieces 0"
                + " --embedding 8 --filters 8 --batch-size 16 --learning-rate 0.01";
        assertThat(execute(output, typed.formatted(data, model).split(" ")))
                .as(output.toString())
                .isZero();
        GoldenSet golden = GoldenSet.parse(Files.readAllBytes(model.resolve(ModelRelease.GOLDEN)));
        GoldenSet few = new GoldenSet(golden.tolerance(), golden.cases().subList(0, 4)); // Deeplearning4j is slow
        Files.write(model.resolve(ModelRelease.GOLDEN), Codec.encode(few));
        signed(model, files -> files);
    }

    @Test
    void trainingWritesWhatAReleaseIsKnownBy() {
        ModelRelease release = ModelRelease.load(model);
        assertThat(release.manifest().created()).isNotNull();
        assertThat(release.manifest().dictionary()).hasSize(64);
        assertThat(release.manifest().figures())
                .containsEntry("int8.accepted", 1.0)
                .containsKeys("int8.macroF1", "int8.macroF1.fp32", "int8.productsPerSecond");
        assertThat(release.manifest().figures().get("int8.agreement")).isGreaterThanOrEqualTo(0.995);
        assertThat(release.manifest().figures().get("int8.products")).isGreaterThanOrEqualTo(100);
        assertThat(release.file(ModelRelease.ONNX_INT8).length).isLessThan(release.file(ModelRelease.ONNX).length);
        try (Engine engine = Engines.open(Engines.ONNX_INT8, release, 1)) {
            assertThat(engine.info().precision()).isEqualTo("int8");
        }
    }

    @Test
    void releasesAreNumberedListedAndNeverChange() throws IOException {
        assertThat(release(model)).as(screen.toString()).isZero();
        assertThat(release(model)).as(screen.toString()).isZero();
        ReleaseId second = ReleaseId.parse("boutique/2");
        assertThat(registry().releases()).containsExactly(ReleaseId.parse("boutique/1"), second);
        assertThat(registry().load(second).manifest().version()).isEqualTo("2");
        assertThat(permissions(registry().directory(second).resolve(ModelRelease.ONNX)))
                .doesNotContain("w");
        assertThat(run("list")).isZero();
        assertThat(screen.toString()).containsPattern("boutique/1 +\\d{4}-").contains("boutique/2", "yes");

        assertThat(release(model, "--version", "2")).isNotZero();
        assertThat(screen.toString()).contains("boutique/2: is there already").contains("becomes boutique/3");
    }

    @Test
    void releasesOtherRulesWithoutTrainingAgain() throws IOException {
        Path rules = Files.writeString(trained.resolve("rules.json"), """
                {"version": 7, "rules": [{"id": "no-toys", "category": "*", "excluded": ["toy"],
                  "accepts": ["blue shoe"], "refuses": ["toy shoe"]}]}""");
        assertThat(release(model)).as(screen.toString()).isZero();
        assertThat(release(model, "--rules", rules.toString())).isNotZero();
        assertThat(screen.toString()).contains("--rules: nobody has measured").contains("Add --data");
        assertThat(release(model, "--rules", rules.toString(), "--data", data.toString()))
                .as(screen.toString())
                .isZero();
        ModelRelease released = registry().load(ReleaseId.parse("boutique/2"));
        assertThat(released.rules().rules()).extracting(Rule::id).containsExactly("no-toys");
        assertThat(released.manifest().figures())
                .containsEntry("rules.version", 7.0)
                .containsEntry("rules.count", 1.0);
        assertThat(released.file(ModelRelease.ONNX))
                .isEqualTo(ModelRelease.load(model).file(ModelRelease.ONNX));

        Files.writeString(rules, "{\"rules\": [{\"id\": \"x\", \"category\": \"Nowhere\", \"excluded\": [\"a\"]}]}");
        assertThat(release(model, "--rules", rules.toString(), "--data", data.toString()))
                .isNotZero();
        assertThat(screen.toString()).contains("rule x: the tree has no category Nowhere");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void choosesWhoAnswers() {
        assertThat(run("canary", "boutique/1")).isNotZero();
        assertThat(screen.toString()).contains("Promote a release first");
        for (int version = 1; version <= 3; version++) {
            assertThat(release(model)).as(screen.toString()).isZero();
        }
        ReleaseId first = ReleaseId.parse("boutique/1");
        ReleaseId second = ReleaseId.parse("boutique/2");
        ReleaseId third = ReleaseId.parse("boutique/3");
        assertThat(run("promote", "boutique/1")).isZero();
        assertThat(run("rollback")).isNotZero();
        assertThat(screen.toString()).contains("boutique/1 had no predecessor");
        assertThat(run("shadow", "boutique/2")).isZero();
        assertThat(run("canary", "boutique/3", "--share", "0.25")).isZero();
        assertThat(registry().serving()).contains(new Serving(first, null, second, new Canary(third, 0.25)));
        assertThat(run("list")).isZero();
        assertThat(screen.toString()).contains("stable", "shadow", "canary 25 %");
        assertThat(run("canary", "boutique/3", "--share", "2")).isNotZero();
        assertThat(run("canary", "none")).isZero();
        assertThat(run("shadow", "none")).isZero();
        assertThat(registry().serving()).contains(Serving.of(first));
        assertThat(run("promote", "boutique/3")).isZero();
        assertThat(run("promote", "boutique/9")).isNotZero();
        assertThat(screen.toString()).contains("boutique/9: is not in");
        assertThat(registry().serving()).contains(new Serving(third, first, null, null));
        assertThat(run("rollback")).isZero();
        assertThat(registry().serving()).contains(new Serving(first, third, null, null));
    }

    @Test
    void refusesACorruptFile() throws IOException {
        Path corrupt = copy("corrupt");
        byte[] bytes = Files.readAllBytes(corrupt.resolve(ModelRelease.NETWORK));
        bytes[bytes.length / 2] ^= 1;
        Files.write(corrupt.resolve(ModelRelease.NETWORK), bytes);
        refused(corrupt, "network.zip is corrupt");
    }

    @Test
    void refusesWhatIsNotWhole() throws IOException {
        Path without = signed(copy("without"), files -> {
            files.remove(ModelRelease.GOLDEN);
            return files;
        });
        refused(without, "has no golden.json");
    }

    @Test
    void refusesEnginesThatDisagreeWithTheGoldenSet() throws IOException {
        Path other = copy("other");
        edit(other, ModelRelease.GOLDEN, json -> json.replaceAll("\"NAME\":\\[[^,]+,", "\"NAME\":[0.123,"));
        refused(other, "golden answers are not those of engine onnx", "engine dl4j");
    }

    @Test
    void refusesAccuracyBelowThePredecessorsAsTheyWereMeasured() throws IOException {
        release(figures(copy("good"), Map.of("accuracy.fused", 0.99)));
        Path worse = figures(copy("worse"), Map.of("accuracy.fused", 0.97));
        refused(worse, "accuracy: 97.00 %, its predecessor's 99.00 %", "the floor is 98.50 %");
        assertThat(release(worse, "--tolerance", "3")).as(screen.toString()).isZero();
    }

    @Test
    void refusesAccuracyBelowThePredecessorsOnTheSameProducts() throws IOException {
        release(model);
        Path turned = copy("turned");
        List<Category> leaves =
                new ArrayList<>(ModelRelease.load(model).categories().leaves());
        Collections.reverse(leaves); // the same leaves in another order: each answer means another
        Files.write(turned.resolve(ModelRelease.CATEGORIES), Codec.encode(new CategoryTree(leaves)));
        refused(signed(turned, files -> files), List.of("--data", data.toString()), "of the same products; the floor");
    }

    @Test
    void refusesLabelsThatAreGoneOrMeanSomethingElse() throws IOException {
        release(model);
        Path renamed = copy("renamed");
        edit(renamed, ModelRelease.CATEGORIES, json -> json.replace("\"name\":\"Livres\"", "\"name\":\"Disques\""));
        refused(renamed, "was Livres, is Disques", "--allow-label-changes");
        assertThat(release(renamed, "--allow-label-changes"))
                .as(screen.toString())
                .isZero();
        Path gone = copy("gone");
        edit(gone, ModelRelease.CATEGORIES, json -> json.replace("Livres", "Disques"));
        screen = new StringWriter();
        refused(gone, List.of("--against", "boutique/1"), "1 removed:", "1 added:");
    }

    @Test
    void refusesWhatIsTooSlow() {
        refused(model, List.of("--slowest", "PT0.000001S"), "pace: one product alone takes");
        release(model);
        refused(model, List.of("--pace", "1000"), "at least 100000 % of that are needed");
    }

    @Test
    void refusesInt8ThatWasNotGoodEnoughAndReleasesWithoutIt() throws IOException {
        Path coarse = figures(copy("coarse"), Map.of("int8.agreement", 0.99));
        refused(coarse, "int8: the same leaf as FP32 for 99.00 %", "--without-int8");
        Path losing = figures(copy("losing"), Map.of("int8.macroF1", 0.9, "int8.macroF1.fp32", 0.91));
        refused(losing, "macro-F1 is 1.00 points below");
        assertThat(release(coarse, "--without-int8")).as(screen.toString()).isZero();
        ModelRelease released = registry().load(ReleaseId.parse("boutique/1"));
        assertThat(released.has(ModelRelease.ONNX_INT8)).isFalse();
        assertThat(registry().directory(ReleaseId.parse("boutique/1")).resolve(ModelRelease.ONNX_INT8))
                .doesNotExist();
    }

    @Test
    void refusesAnotherDictionary() throws IOException {
        Path other = copy("dictionary");
        String now = String.valueOf(ModelRelease.load(model).manifest().dictionary());
        edit(other, ModelRelease.MANIFEST, json -> json.replace(now, "0".repeat(64)));
        refused(other, "dictionary: the network learned words");
    }

    private void refused(Path candidate, String... reasons) {
        refused(candidate, List.of(), reasons);
    }

    private void refused(Path candidate, List<String> more, String... reasons) {
        List<ReleaseId> before = registry().releases();
        assertThat(release(candidate, more.toArray(String[]::new))).isNotZero();
        assertThat(screen.toString()).contains(reasons).contains("REFUSED").doesNotContain("\tat ");
        assertThat(registry().releases()).isEqualTo(before);
    }

    private int release(Path candidate, String... more) {
        List<String> typed = new ArrayList<>(List.of("release", "--name", "boutique", "--model", candidate.toString()));
        // What else the machine does must not decide about these tests.
        typed.addAll(List.of(more));
        if (!typed.contains("--pace")) {
            typed.add("--pace=0.01");
        }
        return run(typed.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> typed = new ArrayList<>(List.of("model"));
        typed.addAll(List.of(arguments));
        typed.addAll(List.of("--models", directory.resolve("models").toString()));
        return execute(screen, typed.toArray(String[]::new));
    }

    private static int execute(StringWriter output, String... arguments) {
        return Model.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(output, true))
                .execute(arguments);
    }

    private ModelRegistry registry() {
        return new ModelRegistry(directory.resolve("models"));
    }

    private Path copy(String name) throws IOException {
        Path copy = Files.createDirectories(directory.resolve(name));
        try (Stream<Path> files = Files.list(model)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static void edit(Path release, String file, UnaryOperator<String> edit) throws IOException {
        String before = Files.readString(release.resolve(file));
        String after = edit.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(release.resolve(file), after);
        signed(release, files -> files);
    }

    private static Path figures(Path release, Map<String, Double> changed) throws IOException {
        Manifest manifest = manifest(release);
        Map<String, Double> figures = new HashMap<>(manifest.figures());
        figures.putAll(changed);
        write(release, manifest.as(manifest.name(), manifest.version(), figures, manifest.files()));
        return release;
    }

    /** The checksums of what is there now. */
    private static Path signed(Path release, UnaryOperator<Map<String, String>> change) throws IOException {
        Manifest manifest = manifest(release);
        Map<String, String> files = new TreeMap<>();
        for (String file : manifest.files().keySet()) {
            files.put(file, ModelRelease.sha256(Files.readAllBytes(release.resolve(file))));
        }
        write(release, manifest.as(manifest.name(), manifest.version(), manifest.figures(), change.apply(files)));
        return release;
    }

    private static Manifest manifest(Path release) throws IOException {
        return Codec.decode(Files.readAllBytes(release.resolve(ModelRelease.MANIFEST)), Manifest.class);
    }

    private static void write(Path release, Manifest manifest) throws IOException {
        Files.write(release.resolve(ModelRelease.MANIFEST), Codec.encode(manifest));
    }
}
