package io.aisle.cli.account.stuck;

import io.aisle.cli.account.Since;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.screen.Table;
import io.aisle.cli.screen.Width;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be seen of the stream, as tables. */
record StuckTable(Picture picture, Wiring wiring, Screen screen) {
    private static final int DETAIL_COLUMNS = 60;
    /** The oldest minutes say since when, and the youngest whether it goes on. */
    private static final int MINUTES_AT_EACH_END = 5;

    void everything() {
        screen.show("Queues", new QueueTable(picture, wiring).table());
        screen.show("Stages", stages());
        backlog();
        if (!picture.letters().isEmpty()) {
            screen.show("Open dead letters", letters());
        }
    }

    private Table stages() {
        Table table = Table.of("app", "state", "stage", "in hand", "held", "last finished", "not well");
        for (AppState app : picture.apps()) {
            String unwell = app.unwell().isEmpty() ? "-" : String.join(", ", app.unwell());
            if (app.stages().isEmpty()) {
                table.row(app.name(), app.process().state(), "-", "-", "-", "-", unwell);
            }
            app.stages()
                    .forEach(stage -> table.row(
                            app.name(),
                            app.process().state(),
                            stage.name() + (stage.ended() ? ", ended" : ""),
                            stage.inHand(),
                            stage.held(),
                            since(stage.lastSettled()),
                            unwell));
        }
        return table;
    }

    private void backlog() {
        Backlog backlog = picture.backlog();
        if (backlog == null || backlog.perMinute().isEmpty()) {
            return;
        }
        Table table = Table.of("accepted in the minute of", "without an end");
        List<Map.Entry<Instant, Long>> minutes = List.copyOf(backlog.perMinute().entrySet());
        int skipped = minutes.size() - 2 * MINUTES_AT_EACH_END;
        for (int i = 0; i < minutes.size(); i++) {
            if (skipped <= 1 || i < MINUTES_AT_EACH_END || i >= minutes.size() - MINUTES_AT_EACH_END) {
                table.row(minutes.get(i).getKey(), minutes.get(i).getValue());
            } else if (i == MINUTES_AT_EACH_END) {
                table.row(skipped + " minutes between", sum(minutes.subList(i, i + skipped)));
            }
        }
        screen.show("Accepted product versions without an end", table);
    }

    private static long sum(List<Map.Entry<Instant, Long>> minutes) {
        return minutes.stream().collect(Collectors.summingLong(Map.Entry::getValue));
    }

    private Table letters() {
        Table table = Table.of("stage", "reason", "letters", "first", "last", "such as", "detail");
        for (LetterGroup group : picture.letters()) {
            table.row(
                    group.stage(),
                    group.reason(),
                    group.count(),
                    group.first().truncatedTo(ChronoUnit.SECONDS),
                    since(group.last()),
                    group.example(),
                    Width.cut(group.detail().replaceAll("\\s+", " "), DETAIL_COLUMNS));
        }
        return table;
    }

    private String since(@Nullable Instant at) {
        return at == null ? "-" : Since.words(at, picture.at());
    }
}
