package io.aisle.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.contract.ProductKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final ProductKey KEY = new ProductKey("a", 1);
    private static final Sent SENT = new Sent(Set.of(KEY), Set.of(KEY), 2, 3, 0);

    @Test
    void differencesNameProductsThatStandInAnotherVersionOrCategoryOrNotAtAll() {
        List<Row> one =
                List.of(row("same", 1, "01"), row("older", 1, "01"), row("other", 1, "01"), row("alone", 1, "01"));
        List<Row> two =
                List.of(row("same", 1, "01"), row("older", 2, "01"), row("other", 1, "02"), row("extra", 1, "01"));
        assertThat(Account.differences(one, two))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactlyInAnyOrder("older", "other", "alone", "extra");
        assertThat(Account.differences(one, one)).isEmpty();
    }

    @Test
    void sinksThatDifferDoNotBalanceEvenWhenNothingIsLost() {
        Account account = new Account(SENT, List.of(stored("mongo"), stored("legacy")), List.of("a: ..."));
        assertThat(account.balances()).isFalse();
        assertThat(new Account(SENT, account.sinks(), List.of()).balances()).isTrue();
    }

    @Test
    void oneSinkThatLacksAKeyIsEnoughNotToBeDrained() {
        SinkAccount empty = SinkAccount.of("legacy", SENT, List.of(), List.of());
        Account account = new Account(SENT, List.of(stored("mongo"), empty), List.of());
        assertThat(account.drained()).isFalse();
        assertThat(account.settled()).isZero();
    }

    @Test
    @SuppressWarnings("unchecked")
    void theFiguresInTheFileAreThoseOfTheTable() {
        Account account = new Account(SENT, List.of(stored("mongo"), stored("legacy")), List.of());
        Map<String, Object> figures = account.figures();
        assertThat(figures)
                .containsEntry("attempted", 1)
                .containsEntry("accepted", 1)
                .containsEntry("rejected", 3L)
                .containsEntry("stored", 1L)
                .containsEntry("superseded", 0L)
                .containsEntry("lost", 0)
                .containsEntry("ghost", 0)
                .containsEntry("double", 0);
        assertThat((Map<String, Object>) figures.get("sinks")).containsOnlyKeys("mongo", "legacy");
        assertThat(shown(account))
                .contains("mongo           1         1       1           0     0     0      0       0");
    }

    @Test
    void whatIsLostIsNamedAndFollowedByWhatToTry() {
        Account account = new Account(SENT, List.of(SinkAccount.of("mongo", SENT, List.of(), List.of())), List.of());
        assertThat(shown(account)).contains("lost for mongo: a@1").contains("./aisle account --wait");
    }

    @Test
    void whatIsDoubleIsNamedCountedInTheFileAndFollowedByWhatToTry() {
        Grave letter = new Grave(KEY, "classify", "half-missing", "", true);
        SinkAccount twice = SinkAccount.of("mongo", SENT, List.of(row("a", 1, "01")), List.of(letter));
        Account account = new Account(SENT, List.of(twice), List.of());
        assertThat(account.balances()).isFalse();
        assertThat(account.drained()).isTrue();
        assertThat(account.figures()).containsEntry("double", 1);
        assertThat(shown(account)).contains("double in mongo: a@1").contains("./aisle replay");
    }

    private static String shown(Account account) {
        var bytes = new ByteArrayOutputStream();
        AccountTable.show(account, new io.aisle.cli.screen.Screen(new PrintStream(bytes)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static SinkAccount stored(String sink) {
        return SinkAccount.of(sink, SENT, List.of(row("a", 1, "01")), List.of());
    }

    private static Row row(String id, long version, String category) {
        return new Row(new ProductKey(id, version), category);
    }
}
