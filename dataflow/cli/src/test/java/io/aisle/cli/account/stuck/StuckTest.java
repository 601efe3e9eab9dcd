package io.aisle.cli.account.stuck;

import static io.aisle.cli.account.stuck.Pictures.BEFORE;
import static io.aisle.cli.account.stuck.Pictures.NOW;
import static io.aisle.cli.account.stuck.Pictures.WIRING;
import static io.aisle.cli.account.stuck.Pictures.app;
import static io.aisle.cli.account.stuck.Pictures.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.cli.screen.Screen;
import io.aisle.contract.Codec;
import io.aisle.platform.ComponentStatus.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StuckTest {
    private final Pictures picture = new Pictures()
            .with(app("store.sink-mongo-0", State.DOWN))
            .with(queue("categories.store", 12, 0))
            .with(queue("features.classify-2", 5, 0))
            .backlog(12, BEFORE)
            .letters(new LetterGroup("image", "failed", 40, BEFORE, NOW, "p@1", "line one\nline two"));

    @Test
    void theShortFormSaysSinceWhenWhyAndWhatToRun() {
        assertThat(shown(false))
                .contains("12 accepted product versions. The oldest is p@7, accepted 2026-01-02T03:04:05Z (25 min ago)")
                .contains("  - store.sink-mongo-0 has ended. 12 messages wait for it.\n    Next: ./aisle up")
                .doesNotContain("products.text");
    }

    @Test
    void theLongFormHasARowForEachQueueStageAndKindOfLetter() {
        assertThat(shown(true))
                .containsPattern("categories\\.store +12 +- +0 +-\n")
                .containsPattern("features\\.classify-\\* +0 +- +2 ")
                .containsPattern("features\\.classify-2 +5 +- +0 ")
                .containsPattern(
                        "text\\.processor-tokenize-0 +UP +text +0 +0 +2026-01-02T03:04:05Z \\(25 min ago\\) +-")
                .containsPattern("store\\.sink-mongo-0 +DOWN +- ")
                .containsPattern("image +failed +40 +2026-01-02T03:04:05Z .*p@1 +line one line two");
    }

    @Test
    void manyMinutesAreShortenedInTheirMiddle() {
        var minutes = new TreeMap<>(java.util.Map.of(BEFORE, 1L));
        for (int i = 1; i < 30; i++) {
            minutes.put(BEFORE.plus(Duration.ofMinutes(i)), 1L);
        }
        var backlog = new Backlog(30, picture.take().backlog().oldest(), minutes);
        Picture healthy = new Pictures().take();
        var all = new Picture(
                NOW, healthy.broker(), healthy.apps(), null, healthy.faults(), true, backlog, healthy.letters());
        assertThat(shown(new Stuck(all, WIRING), true)).containsPattern("20 minutes between +20\n");
    }

    @Test
    void nothingStuckIsSaid() {
        assertThat(shown(new Stuck(new Pictures().take(), WIRING), false)).contains("Nothing is stuck.");
    }

    @Test
    void theFiguresHoldWhatTheTablesShow() {
        JsonNode figures = Codec.tree(Codec.encode(new Stuck(picture.take(), WIRING).figures()));
        assertThat(figures.at("/causes/0/next").asString()).startsWith("./aisle up");
        assertThat(figures.at("/broker/queues/0/consumers").asInt()).isEqualTo(1);
        assertThat(figures.at("/apps/0/stages/0/inHand").asInt(-1)).isZero();
        assertThat(figures.at("/withoutEnd/oldest/key/productId").asString()).isEqualTo("p");
        assertThat(figures.at("/letters/0/count").asInt()).isEqualTo(40);
    }

    private String shown(boolean everything) {
        return shown(new Stuck(picture.take(), WIRING), everything);
    }

    private static String shown(Stuck stuck, boolean everything) {
        var bytes = new ByteArrayOutputStream();
        var screen = new Screen(new PrintStream(bytes));
        if (everything) {
            stuck.show(screen);
        } else {
            stuck.showBriefly(screen);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
