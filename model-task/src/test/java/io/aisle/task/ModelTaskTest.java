package io.aisle.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.cloud.task.repository.TaskExplorer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.domain.PageRequest;

class ModelTaskTest {
    @TempDir
    private Path folder;

    @Test
    void trainsEvaluatesAndLeavesARecordOfEach() throws Exception {
        Path data = Files.writeString(folder.resolve("products.jsonl"), products());
        String database = "--spring.datasource.url=jdbc:h2:mem:" + folder.getFileName() + ";DB_CLOSE_DELAY=-1";
        Path model = folder.resolve("model");
        run(
                        database,
                        "--aisle.task.command=train",
                        "--aisle.task.data=" + data,
                        "--aisle.task.out=" + model,
                        "--aisle.task.options=--epochs 1 --linear 2 --cache " + folder.resolve("pictures"))
                .close();
        try (ConfigurableApplicationContext context = run(
                database,
                "--aisle.task.command=evaluate",
                "--aisle.task.data=" + data,
                "--aisle.task.model=" + model,
                "--aisle.task.report=" + folder.resolve("report"))) {
            assertThat(folder.resolve("report/report.json")).exists();
            assertThat(context.getBean(TaskExplorer.class)
                            .findAll(PageRequest.of(0, 10))
                            .getContent())
                    .hasSize(2)
                    .allSatisfy(execution -> {
                        assertThat(execution.getExitCode()).isZero();
                        assertThat(execution.getEndTime()).isNotNull();
                    });
        }
    }

    @Test
    void aCommandThatFailsHasItsExitCode() {
        assertThatThrownBy(() -> run(
                        "--spring.datasource.url=jdbc:h2:mem:" + folder.getFileName(),
                        "--aisle.task.command=evaluate",
                        "--aisle.task.data=" + folder.resolve("nothing.jsonl"),
                        "--aisle.task.model=" + folder,
                        "--aisle.task.report=" + folder))
                .satisfies(failure -> assertThat(failure).isInstanceOf(ExitCodeGenerator.class))
                .hasMessageContaining("exit code 1");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> run(
                        "--spring.datasource.url=jdbc:h2:mem:" + folder.getFileName(),
                        "--aisle.task.command=train",
                        "--aisle.task.data=products.jsonl"))
                .hasRootCauseMessage(
                        "aisle.task.out is missing: the directory of the new release. Set it where the task is launched");
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return SpringApplication.run(ModelTaskApplication.class, arguments);
    }

    private static String products() {
        StringBuilder lines = new StringBuilder();
        for (int number = 0; number < 60; number++) {
            String kind = number % 2 == 0 ? "shirt" : "kettle";
            lines.append("{\"productId\":\"%d\",\"name\":\"%s number %d\",\"category\":[\"All\",\"%s\"]}%n"
                    .formatted(number, kind, number, kind));
        }
        return lines.toString();
    }
}
