package io.aisle.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a launch of the task does. Paths are those of the machine the task runs on.
 *
 * @param command train or evaluate
 * @param data files of labelled products, JSON lines, gzipped or not
 * @param images where picture paths begin; empty for beside each file
 * @param out train: directory of the release that is written
 * @param backbone train: published MobileNetV2 in safetensors; empty for a small network that learns from the pictures
 * @param model evaluate: directory of a release
 * @param report evaluate: directory of the report that is written
 * @param options more options of the command, as one types them: --time-limit 20m
 */
@ConfigurationProperties("aisle.task")
public record ModelTaskProperties(
        Command command,
        @DefaultValue List<Path> data,
        @Nullable Path images,
        @Nullable Path out,
        @Nullable Path backbone,
        @Nullable Path model,
        @Nullable Path report,
        @DefaultValue("") String options) {

    /** What can be done. */
    public enum Command {
        TRAIN,
        EVALUATE
    }

    public ModelTaskProperties {
        data = List.copyOf(data);
        require(command, "command", "train or evaluate");
        require(data.isEmpty() ? null : data, "data", "files of labelled products");
        if (command == Command.TRAIN) {
            require(out, "out", "the directory of the new release");
        } else {
            require(model, "model", "the directory of a release");
            require(report, "report", "the directory of the report");
        }
    }

    private static void require(@Nullable Object value, String property, String meaning) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "aisle.task." + property + " is missing: " + meaning + ". Set it where the task is launched");
        }
    }

    /** The command line that does it. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add(command == Command.TRAIN ? "train" : "evaluate");
        arguments.add("--data");
        data.forEach(file -> arguments.add(file.toString()));
        add(arguments, "--images", images);
        if (command == Command.TRAIN) {
            add(arguments, "--out", out);
            add(arguments, "--backbone", backbone);
        } else {
            add(arguments, "--model", model);
            add(arguments, "--report", report);
        }
        if (!options.isBlank()) {
            arguments.addAll(List.of(options.strip().split("\\s+")));
        }
        return arguments;
    }

    private static void add(List<String> arguments, String option, @Nullable Path value) {
        if (value != null && !value.toString().isEmpty()) {
            arguments.add(option);
            arguments.add(value.toString());
        }
    }
}
