package io.aisle.training.release;

import io.aisle.classifier.ModelUnusable;
import io.aisle.classifier.registry.ModelRegistry;
import io.aisle.classifier.registry.ReleaseId;
import io.aisle.classifier.registry.Serving;
import io.aisle.classifier.registry.Serving.Canary;
import java.io.PrintWriter;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./aisle model}: the registry of releases, and who of them answers. */
@Command(
        name = "model",
        description = "Release models and choose which one answers.",
        subcommands = ReleaseCommand.class,
        synopsisSubcommandLabel = "COMMAND")
@SuppressWarnings("NullAway.Init") // picocli fills in what is required
public final class ModelCommand {
    private static final String NONE = "none";

    @Spec
    private CommandSpec spec;

    @Command(mixinStandardHelpOptions = true, description = "Every release, what it can do and what it is for now.")
    int list(@Mixin RegistryOption where) {
        ModelRegistry registry = where.registry();
        if (registry.releases().isEmpty()) {
            say("no release in " + registry.root() + ". Make one: ./aisle model release --model DIR");
            return 0;
        }
        screen().print(new ReleaseTable(registry));
        screen().flush();
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "A release answers every product from now on.")
    int promote(
            @Mixin RegistryOption where,
            @Parameters(paramLabel = "NAME/VERSION", description = "The release.") ReleaseId release) {
        ModelRegistry registry = where.registry();
        requireThere(registry, release);
        Serving serving = registry.serving().map(now -> now.promoted(release)).orElseGet(() -> Serving.of(release));
        registry.serve(serving);
        String back = serving.previous() == null
                ? ""
                : " What answered before can come back: ./aisle model rollback (to " + serving.previous() + ").";
        say(release + " is stable." + next("answers everything with it; trials are over") + back);
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "What answered before the last promotion does so again.")
    int rollback(@Mixin RegistryOption where) {
        ModelRegistry registry = where.registry();
        Serving serving = served(registry, "rollback").rolledBack();
        registry.serve(serving);
        say(serving.stable() + " is stable again." + next("answers everything with it; trials are over"));
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "A release answers beside the stable one; its answers are compared and not stored.")
    int shadow(
            @Mixin RegistryOption where,
            @Parameters(paramLabel = "NAME/VERSION|none", description = "The release.") String release) {
        ModelRegistry registry = where.registry();
        Serving now = served(registry, "shadow");
        ReleaseId shadow = release.equals(NONE) ? null : ReleaseId.parse(release);
        requireThere(registry, shadow);
        registry.serve(now.shadowedBy(shadow));
        say(
                shadow == null
                        ? "no shadow any more." + next("stops asking it")
                        : shadow + " is the shadow of " + now.stable() + "."
                                + next("asks both, stores the stable one's answers and counts where they agree"));
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "A release answers a share of the products for good.")
    int canary(
            @Mixin RegistryOption where,
            @Parameters(paramLabel = "NAME/VERSION|none", description = "The release.") String release,
            @Option(
                            names = "--share",
                            defaultValue = "0.05",
                            description = "Share of all product ids, above 0 to 1 (${DEFAULT-VALUE}).")
                    double share) {
        ModelRegistry registry = where.registry();
        Serving now = served(registry, "canary");
        Canary canary = release.equals(NONE) ? null : new Canary(ReleaseId.parse(release), share);
        requireThere(registry, canary == null ? null : canary.release());
        registry.serve(now.tryingOut(canary));
        say(
                canary == null
                        ? "no canary any more." + next("answers everything with " + now.stable())
                        : "%s is on trial for %s %% of the product ids.".formatted(release, percent(share))
                                + next("stores its answers for these, always for the same, and those of " + now.stable()
                                        + " for all others"));
        return 0;
    }

    static String percent(double share) {
        return String.valueOf(Math.round(share * 1e4) / 1e2).replaceFirst("\\.0$", "");
    }

    private static Serving served(ModelRegistry registry, String what) {
        return registry.serving()
                .orElseThrow(() -> new ModelUnusable(what + ": nothing in " + registry.root()
                        + " answers yet. Promote a release first: ./aisle model promote NAME/VERSION"));
    }

    private static void requireThere(ModelRegistry registry, @Nullable ReleaseId release) {
        if (release != null && !Files.exists(registry.directory(release))) {
            throw new ModelUnusable("release " + release + ": is not in " + registry.root() + ". There are "
                    + registry.releases() + "; ./aisle model list says more");
        }
    }

    private static String next(String what) {
        return " Each processor-classify of this registry loads and checks it, and then " + what
                + ", within seconds and without a restart; a release that fails its check is not used, and the log says"
                + " why.";
    }

    private PrintWriter screen() {
        return spec.commandLine().getOut();
    }

    private void say(String text) {
        screen().println(text);
        screen().flush();
    }
}
