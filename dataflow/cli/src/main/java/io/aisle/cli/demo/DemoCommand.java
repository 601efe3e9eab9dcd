package io.aisle.cli.demo;

import io.aisle.cli.screen.Screen;
import io.aisle.cli.workplace.Figures;
import io.aisle.cli.workplace.Interruption;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.LocalPlatform;
import io.aisle.platform.Progress;
import io.aisle.platform.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: a sample catalogue through the whole platform, and the proof that nothing was lost. */
@Command(
        name = "demo",
        description = "Start everything, classify a sample catalogue, account for it, stop everything;"
                + " exit 0 only when nothing is lost and every named case is right.")
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private Workplace workplace = new Workplace();

    @Mixin
    private Figures figures = new Figures();

    @Option(names = "--keep", description = "Leave the platform up.")
    private boolean keep;

    @Option(
            names = "--products",
            paramLabel = "N",
            defaultValue = "640",
            description = "Ordinary products beside the named cases (default: ${DEFAULT-VALUE}).")
    private int products = 640;

    @Option(names = "--engine", description = "What computes the network: onnx or dl4j (default: the app's own).")
    private @Nullable String engine;

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() throws InterruptedException {
        Path home = workplace.home().resolve("demo");
        Settings settings = Settings.of(System.getenv());
        Settings chosen = engine == null ? settings : settings.withEngine(engine);
        try (var ignored = Interruption.ofThisThread()) {
            LocalPlatform.at(workplace.repository(), home).down(Progress.silent()); // one an earlier demo left up
            Workplace.wipe(home);
            return run(LocalPlatform.at(workplace.repository(), home, chosen), home);
        }
    }

    private int run(LocalPlatform platform, Path home) throws InterruptedException {
        boolean finished = false;
        try {
            DemoReport report = new DemoRun(screen, platform, home).run(products);
            report.show(screen);
            figures.write(report.figures(), screen);
            finished = true;
            return report.isGood() ? 0 : 1;
        } finally {
            finish(platform, home, finished);
        }
    }

    private void finish(LocalPlatform platform, Path home, boolean finished) {
        if (keep && finished) {
            screen.say(
                    "The platform stays up. Next: ./aisle status --home %s; stop it with down in place of status.",
                    home);
            return;
        }
        boolean interrupted = Thread.interrupted(); // stopping waits for processes, and must be able to
        platform.down(screen::say);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
