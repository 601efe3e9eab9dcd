package io.aisle.cli.account.story;

import io.aisle.cli.account.Row;
import io.aisle.cli.account.Since;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.screen.Table;
import io.aisle.cli.screen.Width;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A product's story for people, and as figures. */
public final class StoryTable {
    private static final int DETAIL_COLUMNS = 70;

    private final Story story;
    private final Instant now;

    public StoryTable(Story story, Instant now) {
        this.story = story;
        this.now = now;
    }

    /** What was sent, what stands, what died, and what that means. */
    public void show(Screen screen) {
        String id = story.subject().productId();
        if (story.chapters().isEmpty() && story.unplaced().isEmpty()) {
            screen.say("Nobody has heard of " + id + ": neither this ledger nor a store nor a dead letter.");
            return;
        }
        screen.show("Sent: " + id, sent());
        screen.show("What stands", standing());
        burials(screen);
        screen.say("");
        story.chapters().forEach(chapter -> screen.say(chapter.key() + ": " + chapter.meaning()));
        if (!story.unplaced().isEmpty()) {
            screen.say("Letters that name no version belong to none of them for certain.");
        }
    }

    private Table sent() {
        Table table = Table.of("version", "attempts", "first attempt", "accepted", "refused");
        for (Chapter chapter : story.chapters()) {
            Journey journey = chapter.journey();
            table.row(
                    chapter.key().version(),
                    journey.attempts(),
                    since(journey.attempted()),
                    since(journey.accepted()),
                    journey.refusal() == null ? "-" : cut(journey.refusal()));
        }
        return table;
    }

    private Table standing() {
        Table table = Table.of("sink", "version", "category");
        for (Map.Entry<String, Optional<Row>> sink : story.standing().entrySet()) {
            Row row = sink.getValue().orElse(null);
            table.row(
                    sink.getKey(),
                    row == null ? "-" : row.key().version(),
                    row == null ? "-" : row.categoryId().isEmpty() ? "deleted" : row.categoryId());
        }
        return table;
    }

    private void burials(Screen screen) {
        Table table = Table.of("version", "stage", "reason", "attempts", "failures", "last failed", "state", "detail");
        int letters = 0;
        for (Burial burial : burials()) {
            letters++;
            table.row(
                    burial.version() == null ? "-" : burial.version(),
                    burial.stage() + (burial.queue() == null ? "" : ", " + burial.queue()),
                    burial.reason(),
                    burial.attempts(),
                    burial.failures().size(),
                    since(burial.failures().stream().max(Instant::compareTo).orElse(null)),
                    state(burial),
                    cut(burial.detail()));
        }
        if (letters > 0) {
            screen.show("Dead letters", table);
        }
    }

    private List<Burial> burials() {
        return java.util.stream.Stream.concat(
                        story.chapters().stream().flatMap(chapter -> chapter.burials().stream()),
                        story.unplaced().stream())
                .toList();
    }

    private String state(Burial burial) {
        if (burial.replayed() != null) {
            return "sent again " + since(burial.replayed());
        }
        return burial.isOpen() ? "open" : burial.resolvedBy() + " " + since(burial.resolved());
    }

    private String since(@Nullable Instant at) {
        return at == null ? "-" : Since.words(at, now);
    }

    private static String cut(String detail) {
        return Width.cut(detail.replaceAll("\\s+", " "), DETAIL_COLUMNS);
    }

    /** The figures that {@code --json} writes. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("productId", story.subject().productId());
        Map<String, Object> standing = new LinkedHashMap<>();
        story.standing().forEach((sink, row) -> row.ifPresent(one -> standing.put(sink, figures(one))));
        figures.put("standing", standing);
        figures.put(
                "versions", story.chapters().stream().map(StoryTable::figures).toList());
        figures.put("lettersWithoutVersion", story.unplaced());
        return figures;
    }

    private static Map<String, Object> figures(Row row) {
        return Map.of("version", row.key().version(), "category", row.categoryId());
    }

    private static Map<String, Object> figures(Chapter chapter) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("version", chapter.key().version());
        figures.put("sent", chapter.journey());
        Map<String, Object> fates = new LinkedHashMap<>();
        chapter.fates()
                .forEach((sink, fate) ->
                        fates.put(sink, fate.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)));
        figures.put("fates", fates);
        figures.put("double", chapter.doubled());
        figures.put("letters", chapter.burials());
        figures.put("meaning", chapter.meaning());
        return figures;
    }
}
