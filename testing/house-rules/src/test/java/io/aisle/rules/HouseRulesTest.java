package io.aisle.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The architecture, as far as a machine can keep it. */
class HouseRulesTest {
    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();
    private static final String[] APPS = {
        "io.aisle.source..",
        "io.aisle.tokenize..",
        "io.aisle.imaging..",
        "io.aisle.classify..",
        "io.aisle.sink..",
        "io.aisle.legacy.."
    };

    private static JavaClasses house;

    @BeforeAll
    static void readClasses() throws IOException {
        try (Stream<Path> folders = Files.walk(REPOSITORY, 4)) {
            List<Path> compiled = folders.filter(folder -> folder.endsWith(Path.of("target", "classes")))
                    .toList();
            house = new ClassFileImporter().importPaths(compiled);
        }
        assertThat(house.size()).as("build the modules first: ./aisle test").isGreaterThan(100);
    }

    @Test
    void everyAppIsThere() {
        for (String app : APPS) {
            assertThat(house.stream()
                            .anyMatch(type -> (type.getPackageName() + "..").startsWith(app.replace("..", ""))))
                    .as(app)
                    .isTrue();
        }
    }

    @Test
    void appsDoNotSeeEachOther() {
        for (String app : APPS) {
            String[] others =
                    Stream.of(APPS).filter(other -> !other.equals(app)).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(app)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(house);
        }
    }

    @Test
    void librariesDoNotSeeApps() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.aisle.contract..",
                        "io.aisle.features..",
                        "io.aisle.classifier..",
                        "io.aisle.delivery..",
                        "io.aisle.catalogue..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(APPS)
                .check(house);
    }

    @Test
    void theContractKnowsOnlyTheJdkAndJackson() {
        classes()
                .that()
                .resideInAPackage("io.aisle.contract..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "io.aisle.contract..", "tools.jackson..", "com.fasterxml.jackson..", "org.jspecify..")
                .check(house);
    }

    @Test
    void springStaysInTheAppsAndInDelivery() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.aisle.contract..",
                        "io.aisle.features..",
                        "io.aisle.classifier..",
                        "io.aisle.catalogue..",
                        "io.aisle.training..",
                        "io.aisle.platform..",
                        "io.aisle.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(house);
    }

    @Test
    void onlyTheClassifierAndItsTrainingSeeTheEngines() {
        noClasses()
                .that()
                .resideInAPackage("io.aisle..") // the classifier also mends one class of ND4J's own package
                .and()
                .resideOutsideOfPackages("io.aisle.classifier..", "io.aisle.training..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "ai.onnxruntime..", "onnx..")
                .check(house);
    }

    @Test
    void deliveryKnowsNothingOfProducts() {
        noClasses()
                .that()
                .resideInAPackage("io.aisle.delivery..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.aisle.contract.Product")
                .check(house);
    }

    @Test
    void noRoomIsALumberRoom() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..service..", "..manager..")
                .check(house);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<String> silent = house.stream()
                .map(type -> type.getPackage())
                .distinct()
                .filter(packages -> !packages.tryGetPackageInfo().isPresent())
                .map(packages -> packages.getName())
                .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void noMainFileIsLongerThan300Lines() throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            List<Path> sources = files.filter(file -> file.toString().contains("/src/main/java/")
                            && file.toString().endsWith(".java"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(50).allSatisfy(file -> assertThat(Files.readAllLines(file))
                    .as(REPOSITORY.relativize(file).toString())
                    .hasSizeLessThanOrEqualTo(300));
        }
    }
}
