package io.aisle.cli.platform;

import io.aisle.cli.screen.Screen;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.ComponentStatus;
import io.aisle.platform.LocalPlatform;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code down}: everything that {@code up} started, stopped. */
@Command(name = "down", description = "Stop the platform; what is stored stays on the disk.")
public final class DownCommand implements Callable<Integer> {
    @Mixin
    private Workplace workplace = new Workplace();

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() {
        LocalPlatform platform = workplace.platform();
        platform.down(screen::say);
        List<ComponentStatus> left = platform.status().stream()
                .filter(component -> component.pid() > 0)
                .filter(component -> ProcessHandle.of(component.pid()).isPresent())
                .toList();
        left.forEach(component -> screen.say("still running: %s, process %d", component.name(), component.pid()));
        screen.say(left.isEmpty() ? "Down. No process is left." : "Not down. Run ./aisle down again.");
        return left.isEmpty() ? 0 : 1;
    }
}
