package io.aisle.cli.account.stuck;

import io.aisle.cli.account.Since;
import io.aisle.cli.account.stuck.Backlog.Waiting;
import io.aisle.cli.screen.Screen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is stuck, and why. */
public final class Stuck {
    private final Picture picture;
    private final Wiring wiring;
    private final List<Cause> causes;

    Stuck(Picture picture, Wiring wiring) {
        this.picture = picture;
        this.wiring = wiring;
        this.causes = Diagnosis.of(picture, wiring);
    }

    /** The likely causes with the command to run next. */
    public void showBriefly(Screen screen) {
        Backlog backlog = picture.backlog();
        if (backlog != null && backlog.oldest() != null) {
            showOldest(backlog.count(), backlog.oldest(), screen);
        }
        screen.say("");
        screen.say(causes.isEmpty() ? "Nothing is stuck." : "What is wrong or waits, and what to run next");
        for (Cause cause : causes) {
            screen.say("  - " + cause.what());
            screen.say("    Next: " + cause.next());
        }
    }

    private void showOldest(long count, Waiting oldest, Screen screen) {
        screen.say(
                "Without an end in every sink: %,d accepted product versions. The oldest is %s, accepted %s, missing in %s.",
                count, oldest.key(), Since.words(oldest.since(), picture.at()), String.join(" and ", oldest.sinks()));
    }

    /** The same after all there is to see: queues, stages, products without an end, dead letters. */
    public void show(Screen screen) {
        new StuckTable(picture, wiring, screen).everything();
        showBriefly(screen);
    }

    /** The figures that {@code --json} writes. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("at", picture.at().toString());
        figures.put("causes", causes);
        figures.put("broker", picture.broker());
        figures.put("apps", picture.apps().stream().map(Stuck::figures).toList());
        figures.put("stores", picture.faults());
        if (picture.backlog() != null) {
            figures.put("withoutEnd", figures(picture.backlog()));
        }
        figures.put("letters", picture.letters());
        return figures;
    }

    private static Map<String, Object> figures(AppState app) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("name", app.name());
        figures.put("state", app.process().state());
        figures.put("pid", app.process().pid());
        figures.put("unwell", app.unwell());
        figures.put("stages", app.stages());
        figures.put("halvesWaiting", app.waiting());
        return figures;
    }

    private static Map<String, Object> figures(Backlog backlog) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("count", backlog.count());
        Waiting oldest = backlog.oldest();
        if (oldest != null) {
            figures.put("oldest", oldest);
        }
        figures.put("acceptedPerMinute", backlog.perMinute());
        return figures;
    }
}
