package io.aisle.cli.platform;

import io.aisle.cli.screen.Screen;
import io.aisle.cli.screen.Table;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.ComponentStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: one line per component; success only when all are up. */
@Command(name = "status", description = "Show every component of the platform; exit 0 only when all are up.")
public final class StatusCommand implements Callable<Integer> {
    private static final long MEBI = 1 << 20;

    @Mixin
    private Workplace workplace = new Workplace();

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() {
        List<ComponentStatus> components = workplace.platform().status();
        if (!components.isEmpty()) {
            screen.show("The platform in " + workplace.home(), table(components));
        }
        workplace.platform().endpoints().ifPresent(endpoints -> {
            screen.say("");
            screen.say("Dashboard   %s", endpoints.dashboard());
            screen.say("Products    POST %s/products", endpoints.source());
        });
        boolean up = isUp(components);
        screen.say(next(components, up));
        return up ? 0 : 1;
    }

    private static boolean isUp(List<ComponentStatus> components) {
        return !components.isEmpty()
                && components.stream().allMatch(component -> component.state() == ComponentStatus.State.UP);
    }

    private static String next(List<ComponentStatus> components, boolean up) {
        if (up) {
            return "All up.";
        }
        return components.stream().allMatch(component -> component.state() == ComponentStatus.State.DOWN)
                ? "The platform is down. Start it with ./aisle up."
                : "Not all is up. Wait, or look into the log of the component; ./aisle up starts what is missing.";
    }

    private static Table table(List<ComponentStatus> components) {
        Table table = Table.of("component", "state", "what", "pid", "memory", "address", "log");
        for (ComponentStatus component : components) {
            table.row(
                    component.name(),
                    component.state(),
                    component.kind(),
                    component.pid() == 0 ? "-" : String.valueOf(component.pid()),
                    component.residentBytes() == 0 ? "-" : component.residentBytes() / MEBI + " MiB",
                    component.url() == null ? "-" : component.url(),
                    component.logFile() == null ? "-" : component.logFile());
        }
        return table;
    }
}
