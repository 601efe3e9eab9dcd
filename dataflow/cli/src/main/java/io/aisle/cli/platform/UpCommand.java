package io.aisle.cli.platform;

import io.aisle.cli.screen.Screen;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.Endpoints;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code up}: the whole platform, started or found running. */
@Command(name = "up", description = "Start broker, store, Skipper, Data Flow and the five streams on this machine.")
public final class UpCommand implements Callable<Integer> {
    @Mixin
    private Workplace workplace = new Workplace();

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() {
        Endpoints endpoints = workplace.platform().up(screen::say);
        screen.say("");
        screen.say("Dashboard   %s", endpoints.dashboard());
        screen.say("Products    POST %s/products", endpoints.source());
        screen.say("Next: ./aisle send FILE, then ./aisle account --wait 30s. ./aisle down stops everything.");
        return 0;
    }
}
