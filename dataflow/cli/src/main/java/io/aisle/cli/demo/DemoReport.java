package io.aisle.cli.demo;

import io.aisle.cli.account.Account;
import io.aisle.cli.account.AccountTable;
import io.aisle.cli.screen.Screen;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo showed.
 *
 * @param account what became of everything accepted
 * @param verdict named cases, accuracy and refusals
 * @param up from the command's start until the platform answered
 * @param first from the command's start until the first category stood in the store; null when none did
 * @param last the same until the last one
 * @param memory of the platform's processes
 */
record DemoReport(
        Account account,
        Verdict verdict,
        Duration up,
        @Nullable Duration first,
        @Nullable Duration last,
        Memory memory) {

    /** Nothing lost or invented, both sinks alike, every named case right, exactly the malformed lines refused. */
    boolean isGood() {
        return account.balances() && verdict.wrong().isEmpty() && verdict.namedRight() == verdict.named();
    }

    void show(Screen screen) {
        AccountTable.show(account, screen);
        screen.say("");
        screen.say("named cases   %d of %d right", verdict.namedRight(), verdict.named());
        screen.say(
                "accuracy      %,d of %,d products the model never saw (%.1f %%)",
                verdict.right(), verdict.classified(), 100.0 * verdict.right() / Math.max(1, verdict.classified()));
        screen.say("platform up   %s", seconds(up));
        screen.say("first answer  %s after the command's start", seconds(first));
        screen.say("last answer   %s after the command's start", seconds(last));
        screen.say(
                "memory        %,d MiB resident in %d processes",
                memory.mebibytes(), memory.byProcess().size());
        verdict.wrong().forEach(line -> screen.say("WRONG: " + line));
        screen.say(isGood() ? "The demo holds." : "The demo does NOT hold: see the lines above.");
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>(account.figures());
        figures.put("namedCases", verdict.named());
        figures.put("namedCasesRight", verdict.namedRight());
        figures.put("classified", verdict.classified());
        figures.put("classifiedRight", verdict.right());
        figures.put("wrong", verdict.wrong());
        figures.put("secondsToUp", up.toMillis() / 1e3);
        figures.put("secondsToFirstCategory", first == null ? -1 : first.toMillis() / 1e3);
        figures.put("secondsToLastCategory", last == null ? -1 : last.toMillis() / 1e3);
        figures.put("memoryMebibytes", memory.mebibytes());
        figures.put("memoryMebibytesByProcess", memory.mebibytesByProcess());
        return figures;
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null ? "never" : String.format(java.util.Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}
