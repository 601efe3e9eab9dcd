package io.aisle.cli.bench;

import io.aisle.cli.apps.AppProcess;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.workplace.Figures;
import io.aisle.cli.workplace.Interruption;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.LocalPlatform;
import io.aisle.platform.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: how much the five apps do on this machine, and what it costs. */
@Command(
        name = "bench",
        description = "Drive the five apps to saturation with pictures of 300 to 1000 pixels; exit 0 only when nothing"
                + " accepted is missing.")
public final class BenchCommand implements Callable<Integer> {
    @Mixin
    private Workplace workplace = new Workplace();

    @Mixin
    private Figures figures = new Figures();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long to measure at saturation (default: ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--engine", defaultValue = "onnx", description = "onnx or dl4j (default: ${DEFAULT-VALUE}).")
    private String engine = "onnx";

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() throws InterruptedException {
        Path home = workplace.home().resolve("bench");
        try (var ignored = Interruption.ofThisThread()) {
            AppProcess.stopLeftovers(home);
            LocalPlatform.at(workplace.repository(), home).down(Progress.silent());
            Workplace.wipe(home);
            var run = new BenchRun(screen, workplace.repository(), home, engine);
            BenchReport report = run.run(Duration.ofSeconds(seconds));
            report.show(screen);
            figures.write(report.figures(), screen);
            return report.isGood() ? 0 : 1;
        }
    }
}
