package io.aisle.task;

import java.util.List;
import org.springframework.boot.ExitCodeGenerator;

/** The command ended with an exit code that is not 0; its own words are in the task's log. */
final class CommandFailed extends RuntimeException implements ExitCodeGenerator {
    private final int code;

    CommandFailed(int code, List<String> arguments) {
        super("exit code " + code + " of: " + String.join(" ", arguments) + ". Its reason is in the task's log");
        this.code = code;
    }

    @Override
    public int getExitCode() {
        return code;
    }
}
