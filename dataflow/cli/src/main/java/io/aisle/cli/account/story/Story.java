package io.aisle.cli.account.story;

import io.aisle.cli.account.Fate;
import io.aisle.cli.account.Grave;
import io.aisle.cli.account.LegacyStore;
import io.aisle.cli.account.MongoStore;
import io.aisle.cli.account.Row;
import io.aisle.cli.account.SinkAccount;
import io.aisle.contract.ProductKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one product.
 *
 * @param subject whose story it is
 * @param standing what each sink holds of it
 * @param chapters one for each version, the oldest first
 * @param unplaced dead letters whose version could not be read
 */
public record Story(
        Subject subject, Map<String, Optional<Row>> standing, List<Chapter> chapters, List<Burial> unplaced) {

    /** @param legacy the second sink; null while there is none */
    public static Story read(Subject subject, Path ledger, MongoStore mongo, @Nullable LegacyStore legacy) {
        String id = subject.productId();
        Map<String, Optional<Row>> standing = new LinkedHashMap<>();
        standing.put(MongoStore.SINK, mongo.row(id));
        if (legacy != null) {
            standing.put(LegacyStore.SINK, legacy.row(id));
        }
        List<Burial> burials = mongo.letters(id).stream().map(Burial::of).toList();
        return of(subject, Journey.read(ledger, subject), standing, burials, mongo.graves(id));
    }

    static Story of(
            Subject subject,
            Map<ProductKey, Journey> journeys,
            Map<String, Optional<Row>> standing,
            List<Burial> burials,
            List<Grave> graves) {
        var versions = new TreeSet<Long>();
        journeys.keySet().forEach(key -> versions.add(key.version()));
        standing.values()
                .forEach(row -> row.ifPresent(one -> versions.add(one.key().version())));
        burials.stream().map(Burial::version).filter(java.util.Objects::nonNull).forEach(versions::add);
        var chapters = new ArrayList<Chapter>();
        for (long version : versions) {
            var key = new ProductKey(subject.productId(), version);
            if (subject.includes(key)) {
                chapters.add(chapter(key, journeys.getOrDefault(key, Journey.NONE), standing, burials, graves));
            }
        }
        return new Story(
                subject,
                standing,
                chapters,
                burials.stream().filter(burial -> burial.version() == null).toList());
    }

    private static Chapter chapter(
            ProductKey key,
            Journey journey,
            Map<String, Optional<Row>> standing,
            List<Burial> burials,
            List<Grave> graves) {
        Map<String, Fate> fates = new LinkedHashMap<>();
        var doubled = new ArrayList<String>();
        standing.forEach((sink, row) -> {
            List<Grave> own = graves.stream()
                    .filter(grave -> grave.key().equals(key) && grave.concerns(sink))
                    .toList();
            Long version = row.map(one -> one.key().version()).orElse(null);
            Fate fate = SinkAccount.fate(key, version, own.isEmpty() ? null : own.get(0));
            fates.put(sink, fate);
            if (!(fate instanceof Fate.Dead) && own.stream().anyMatch(Grave::open)) {
                doubled.add(sink);
            }
        });
        List<Burial> ours = burials.stream()
                .filter(burial -> burial.version() != null && burial.version() == key.version())
                .toList();
        return new Chapter(key, journey, fates, doubled, ours);
    }

    /** Every version has exactly one end in every sink; and there is one. */
    public boolean isClosed() {
        return !chapters.isEmpty() && chapters.stream().allMatch(Chapter::isClosed);
    }
}
