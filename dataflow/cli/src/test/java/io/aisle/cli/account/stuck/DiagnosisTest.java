package io.aisle.cli.account.stuck;

import static io.aisle.cli.account.stuck.Pictures.BEFORE;
import static io.aisle.cli.account.stuck.Pictures.NOW;
import static io.aisle.cli.account.stuck.Pictures.app;
import static io.aisle.cli.account.stuck.Pictures.process;
import static io.aisle.cli.account.stuck.Pictures.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.platform.ComponentStatus.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private final Pictures healthy = new Pictures();

    @Test
    void nothingIsStuckWhenAllIsWellAndNothingWaits() {
        assertThat(healthy.causes()).isEmpty();
    }

    @Test
    void anAppThatHasEndedIsNamedWithWhatWaitsForItAndComesBackWithUp() {
        healthy.with(app("store.sink-mongo-0", State.DOWN))
                .with(queue("categories.store", 1_204, 0))
                .with(queue("dead.sink-mongo", 2, 0));
        assertThat(healthy.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.what()).isEqualTo("store.sink-mongo-0 has ended. 1,206 messages wait for it.");
            assertThat(cause.next()).contains("./aisle up").contains("log/store.sink-mongo-0");
        });
    }

    @Test
    void anAppThatIsNotDeployedIsMissedButTheOldTablesSinkIsNot() {
        assertThat(healthy.without("image.processor-image").words())
                .contains("image.processor-image is not deployed")
                .contains("./aisle up deploys it");
        assertThat(new Pictures()
                        .without("legacy.sink-legacy")
                        .missing("categories.legacy")
                        .causes())
                .isEmpty();
    }

    @Test
    void aQueueThatCollectsForAnUndeployedSinkIsTold() {
        healthy.without("legacy.sink-legacy").with(queue("categories.legacy", 500_000, 0));
        assertThat(healthy.words())
                .contains("categories.legacy still collects")
                .contains("500,000 messages")
                .contains("rabbitmqctl delete_queue categories.legacy");
    }

    @Test
    void aBrokerThatDoesNotAnswerExplainsWhatItsClientsComplainOf() {
        healthy.brokerIsDown()
                .with(unwell("store.sink-mongo-0", "rabbit"))
                .with(app("text.processor-tokenize-0", State.UP, stage("tokenize", 5, 5)));
        assertThat(healthy.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.what()).startsWith("The broker does not answer.");
            assertThat(cause.next()).startsWith("./aisle up");
        });
    }

    @Test
    void aBrokerWithoutDiskIsTheCauseOfAllThatIsHeld() {
        healthy.alarm("low on disk").with(app("text.processor-tokenize-0", State.UP, stage("tokenize", 5, 5)));
        assertThat(healthy.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.what()).contains("low on disk").contains("503");
            assertThat(cause.next()).startsWith("Free disk space");
        });
    }

    @Test
    void aStoreThatIsDownIsTheCauseOfWhatItsStageHolds() {
        healthy.fault("mongo")
                .with(new AppState(
                        process("store.sink-mongo-0", State.STARTING),
                        List.of("mongo"),
                        List.of(stage("store", 500, 1)),
                        List.of(),
                        0));
        assertThat(healthy.causes())
                .containsExactly(new Cause("mongo does not answer.", "./aisle up starts it again with its data."));
    }

    @Test
    void theOldDatabaseHasACommandOfItsOwn() {
        assertThat(healthy.fault("legacy").words()).contains("undeploy the stream legacy");
    }

    @Test
    void aStageThatHoldsThoughItsStoreAnswersNowIsNamedWithItsLog() {
        healthy.with(app("store.sink-mongo-0", State.UP, stage("store", 500, 1)));
        assertThat(healthy.words())
                .contains(
                        "Stage store of store.sink-mongo-0 holds work (1 messages or batches) until the document store")
                .contains("2026-01-02T03:04:05Z (25 min ago)")
                .contains("log/store.sink-mongo-0");
    }

    @Test
    void aStageThatHasEndedOrFinishesNothingNeedsARestart() {
        var ended = new StageState("image", 0, 0, null, true);
        assertThat(healthy.with(new AppState(
                                process("image.processor-image-0", State.STARTING),
                                List.of("stages"),
                                List.of(ended),
                                List.of(),
                                0))
                        .words())
                .contains("Stage image of image.processor-image-0 has ended for good")
                .contains("kill 4711, then ./aisle up");
        assertThat(new Pictures()
                        .with(new AppState(
                                process("image.processor-image-0", State.STARTING),
                                List.of("stages"),
                                List.of(stage("image", 64, 0)),
                                List.of(),
                                0))
                        .words())
                .contains("has 64 in hand and has finished none since 2026-01-02T03:04:05Z")
                .contains("kill 4711");
    }

    @Test
    void aLostThreadIsNamedBesideWhatWaits() {
        healthy.backlog(9, BEFORE)
                .with(queue("features.classify-1", 9, 1))
                .with(new AppState(
                        process("image.processor-image-0", State.UP),
                        List.of(),
                        List.of(stage("image", 1, 0)),
                        List.of("decode: p@1 holds decode-2 since 2026-01-02T03:04:05Z"),
                        0));
        assertThat(healthy.words())
                .contains("9 messages are on their way")
                .contains("does not give its thread back (1): decode: p@1 holds decode-2 since")
                .contains("At a quiet hour kill 4711");
    }

    @Test
    void anAppThatLivesButDoesNotAnswerIsMute() {
        healthy.with(app("store.sink-mongo-0", State.STARTING)).with(queue("categories.store", 10, 0));
        assertThat(healthy.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.what()).contains("does not answer").contains("10 messages wait for it");
            assertThat(cause.next()).contains("kill -9 4711");
        });
    }

    @Test
    void partitionsWithoutAReaderAreOneCause() {
        healthy.with(queue("features.classify-1", 40, 0)).with(queue("features.classify-2", 2, 0));
        assertThat(healthy.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.what())
                    .isEqualTo("Nobody reads the partitions 1, 2 of features.classify: 42 messages wait.");
            assertThat(cause.next()).contains("aisle.classify.instances");
        });
    }

    @Test
    void deadLettersThatNobodyReadsAreTold() {
        assertThat(healthy.with(queue("dead.sink-mongo", 3, 0)).words())
                .contains("Nobody reads dead.sink-mongo, though its app runs: 3 messages wait.")
                .contains("kill 4711");
    }

    @Test
    void aQueueThatIsGoneIsTold() {
        assertThat(healthy.missing("categories.store").words())
                .contains("Queue categories.store is not there")
                .contains("kill 4711");
    }

    @Test
    void aQueueThatNothingReachesIsTold() {
        assertThat(healthy.unbound("categories.legacy").words())
                .contains("Queue categories.legacy is bound to no exchange")
                .contains("kill 4711");
    }

    @Test
    void anAppThatIsDownIsToldAndNotTheBindingThatItsStartMakes() {
        assertThat(healthy.unbound("categories.legacy")
                        .with(app("legacy.sink-legacy-0", State.DOWN))
                        .words())
                .doesNotContain("bound to no exchange");
    }

    @Test
    void aFullQueueIsTheCauseOfWhatItsWritersHold() {
        healthy.with(new QueueState("categories.store", 3, 2L, 1, 5));
        assertThat(healthy.words()).contains("Queue categories.store is full: 5 messages, and it takes 5.");
    }

    @Test
    void whenThePlatformDoesNotAnswerTheQueuesStillSpeak() {
        healthy.silent("no answer").with(queue("categories.store", 8, 0));
        assertThat(healthy.words())
                .contains("The apps could not be looked at: no answer")
                .contains("Nobody reads categories.store");
    }

    @Test
    void whatWaitsInAQueueWithAReaderIsOnItsWay() {
        healthy.backlog(9, BEFORE).with(queue("features.classify-1", 9, 1));
        assertThat(healthy.words()).contains("9 messages are on their way, most of them in features.classify-1");
    }

    @Test
    void aHalfThatWaitsForTheOtherIsNamedAsSuch() {
        healthy.backlog(1, BEFORE)
                .with(new AppState(
                        process("classify.processor-classify-0", State.UP),
                        List.of(),
                        List.of(stage("classify", 0, 0)),
                        List.of(),
                        1));
        assertThat(healthy.words()).contains("1 products wait in processor-classify for their other half");
    }

    @Test
    void whatIsNowhereIsLostUnlessItWasAcceptedThisMoment() {
        assertThat(healthy.backlog(2, BEFORE).words())
                .contains("2 accepted product versions are in no queue")
                .contains("./aisle account --product p@7");
        assertThat(new Pictures().backlog(2, NOW.minusSeconds(3)).words()).contains("2 product versions are in hand.");
        assertThat(new Pictures()
                        .backlog(2, BEFORE)
                        .with(new QueueState("products.image", 0, 2L, 1, 10))
                        .words())
                .contains("2 product versions are in hand.");
    }

    @Test
    void openLettersComeLastWithTheReplay() {
        healthy.letters(
                new LetterGroup("image", "failed", 40, BEFORE, NOW, "p@1", "boom"),
                new LetterGroup("tokenize", "malformed", 2, BEFORE, NOW, "q@1", "name"));
        healthy.with(app("store.sink-mongo-0", State.DOWN));
        List<Cause> causes = healthy.causes();
        assertThat(causes).hasSize(2);
        assertThat(causes.get(1).what()).isEqualTo("42 dead letters wait, 40 of them image: failed, such as p@1.");
        assertThat(causes.get(1).next()).contains("./aisle replay --dry-run");
    }

    private static StageState stage(String name, long inHand, long held) {
        return new StageState(name, inHand, held, BEFORE, false);
    }

    private static AppState unwell(String name, String part) {
        return new AppState(process(name, State.STARTING), List.of(part), List.of(), List.of(), 0);
    }
}
