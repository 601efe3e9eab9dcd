package io.aisle.cli.account.stuck;

import io.aisle.cli.account.Account;
import io.aisle.cli.account.LegacyStore;
import io.aisle.cli.account.MongoStore;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.cli.workplace.Workplace;
import io.aisle.platform.Broker;
import io.aisle.platform.Endpoints;
import io.aisle.platform.LocalPlatform;
import io.aisle.platform.PlatformFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at everything at once; whatever does not answer is part of what is seen. */
public final class Lookout {
    private final Workplace workplace;
    private final LocalPlatform platform;

    public Lookout(Workplace workplace) {
        this.workplace = workplace;
        this.platform = workplace.platform();
    }

    /**
     * @param mongo the first store, answering or not
     * @param account what was read of the stores; null when that failed
     * @param failure why it failed; null when it did not
     * @param thorough whether to ask the broker's own tool too, which takes some seconds
     */
    public Stuck look(
            Endpoints endpoints,
            MongoStore mongo,
            @Nullable Account account,
            @Nullable CommandFailed failure,
            boolean thorough) {
        Wiring wiring = Wiring.read(workplace.repository());
        var faults = new ArrayList<StoreFault>();
        List<LetterGroup> letters = letters(mongo, faults);
        if (failure != null && faults.isEmpty()) {
            faults.add(new StoreFault(LegacyStore.SINK, String.valueOf(failure.getMessage())));
        }
        var apps = new ArrayList<AppState>();
        String silent = apps(apps);
        Picture picture = new Picture(
                Instant.now(),
                broker(endpoints, wiring, thorough),
                apps,
                silent,
                faults,
                platform.store().isPresent(),
                account == null ? null : Backlog.of(account, workplace.ledger()),
                letters);
        return new Stuck(picture, wiring);
    }

    private static List<LetterGroup> letters(MongoStore mongo, List<StoreFault> faults) {
        try {
            return LetterGroup.read(mongo);
        } catch (CommandFailed e) {
            faults.add(new StoreFault(
                    MongoStore.SINK, "The document store does not answer; sink-mongo holds its messages."));
            return List.of();
        }
    }

    /** Why the platform could not be asked; null when it could. */
    private @Nullable String apps(List<AppState> found) {
        try {
            var probe = new AppProbe();
            platform.status().stream()
                    .filter(component -> component.kind().equals("app"))
                    .map(probe::read)
                    .forEach(found::add);
            return found.isEmpty() ? "Data Flow knows none, or does not answer" : null;
        } catch (PlatformFailure e) {
            return e.getMessage();
        }
    }

    private BrokerState broker(Endpoints endpoints, Wiring wiring, boolean thorough) {
        Optional<Broker> own = platform.broker();
        BrokerState state = BrokerProbe.read(endpoints.amqp(), own.isPresent(), wiring.queues());
        if (!thorough || !state.answers() || own.isEmpty()) {
            return state;
        }
        try {
            return state.with(QueueList.of(own.get()), QueueList.bound(own.get()));
        } catch (PlatformFailure e) {
            return state; // less is known, and that is no reason to show nothing
        }
    }
}
