package io.aisle.classify.models;

import io.aisle.contract.Category;
import io.aisle.contract.Classification;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;

/**
 * How far the categories of a release's latest answers have moved from those of its first: the Jensen-Shannon
 * divergence (Lin, IEEE Trans. Inf. Theory 37(1), 1991) in bits, 0 (the same) to 1 (nothing in common), less what two
 * samples of one distribution differ by chance (Miller, 1955: an entropy of K categories in n answers is short of
 * (K - 1) / 2n nats). Not a number until it has something to compare. Thread-safe.
 */
final class Drift {
    private static final String GAUGE = "aisle.classify.drift";

    /** Answers compared on either side: enough for some hundred leaves, and minutes of an ordinary day. */
    private static final int WINDOW = 2_000;
    /** Fewer say nothing about a tree. */
    private static final int FEWEST = 200;

    private final MeterRegistry meters;
    private final Gauge leafGauge;
    private final Gauge topGauge;
    private final Side leaves = new Side(Category::id);
    private final Side tops = new Side(category -> category.path().get(0).id());

    Drift(String release, MeterRegistry meters) {
        this.meters = meters;
        this.leafGauge = gauge(release, "leaf", leaves);
        this.topGauge = gauge(release, "top", tops);
    }

    /** In the place of the gauge of another model of this name, which is about to leave. */
    private Gauge gauge(String release, String level, Side side) {
        Tags tags = Tags.of("release", release, "level", level);
        Gauge other = meters.find(GAUGE).tags(tags).gauge();
        if (other != null) {
            meters.remove(other);
        }
        return Gauge.builder(GAUGE, side, Side::divergence)
                .description("Jensen-Shannon divergence of the latest categories from the release's first, in bits")
                .tags(tags)
                .register(meters);
    }

    void add(Classification answer) {
        Category category = answer.category();
        if (category != null) {
            leaves.add(category);
            tops.add(category);
        }
    }

    double ofLeaves() {
        return leaves.divergence();
    }

    double ofTops() {
        return tops.divergence();
    }

    /** Takes its gauges away, but not those that a model of the same name has put in their place. */
    void close() {
        remove(leafGauge);
        remove(topGauge);
    }

    private void remove(Gauge gauge) {
        if (meters.find(GAUGE).tags(gauge.getId().getTags()).gauge() == gauge) {
            meters.remove(gauge);
        }
    }

    private static final class Side {
        private final Function<Category, String> level;
        private final Map<String, Integer> first = new HashMap<>();
        private final Map<String, Integer> latest = new HashMap<>();
        private final Queue<String> window = new ArrayDeque<>();
        private int firsts;

        Side(Function<Category, String> level) {
            this.level = level;
        }

        synchronized void add(Category category) {
            String node = level.apply(category);
            if (firsts < WINDOW) {
                firsts++;
                first.merge(node, 1, Integer::sum);
                return;
            }
            window.add(node);
            latest.merge(node, 1, Integer::sum);
            if (window.size() > WINDOW) {
                latest.computeIfPresent(window.remove(), (any, count) -> count == 1 ? null : count - 1);
            }
        }

        synchronized double divergence() {
            if (window.size() < FEWEST) {
                return Double.NaN;
            }
            Set<String> nodes = new HashSet<>(first.keySet());
            nodes.addAll(latest.keySet());
            double bits = 0;
            for (String node : nodes) {
                double p = (double) first.getOrDefault(node, 0) / firsts;
                double q = (double) latest.getOrDefault(node, 0) / window.size();
                bits += part(p, q) + part(q, p);
            }
            double chance = (nodes.size() - 1) * (1.0 / firsts + 1.0 / window.size()) / (8 * Math.log(2));
            return Math.max(0, bits - chance);
        }

        private static double part(double p, double q) {
            return p == 0 ? 0 : p * Math.log(2 * p / (p + q)) / (2 * Math.log(2));
        }
    }
}
