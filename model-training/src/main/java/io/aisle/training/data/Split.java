package io.aisle.training.data;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.contract.Product;
import io.aisle.features.image.ImageFeatureExtractor;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which product teaches and which one tests. Versions of a product, and products that share a title or a picture, stay
 * together, so nothing can be known by heart. A group that is too large to test with, such as all that show one
 * placeholder, teaches. Where most products say when they were registered, the newest test, as in production; elsewhere a
 * hash decides. A category always teaches with at least one of its groups.
 */
public final class Split {
    /** What a product is for. */
    public enum Part {
        TRAINING,
        VALIDATION,
        TEST
    }

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** Share of products with a date from which the split goes by time. */
    private static final double DATED = 0.9;
    /** Products of a group that is never too large. */
    private static final int SMALL = 50;

    private final long seed;
    private final double share;
    private final List<String> labels = new ArrayList<>();
    private final List<@Nullable Instant> dates = new ArrayList<>();
    private final Map<Long, Integer> firstWith = new HashMap<>();
    private final List<Long> keys = new ArrayList<>();
    private int[] parents = new int[1024];

    /**
     * @param seed decides where no date does
     * @param share of the groups for validation, and again for testing, 0 to 0.5
     */
    public Split(long seed, double share) {
        if (!(share >= 0 && share <= 0.5)) {
            throw new IllegalArgumentException(
                    "options: --held-out must be 0 to 0.5, because as much validates as tests, not " + share);
        }
        this.seed = seed;
        this.share = share;
    }

    /** Takes note of the next product. */
    public void add(LabelledProduct labelled) {
        int index = labels.size();
        labels.add(labelled.category().names());
        dates.add(labelled.product().registeredAt());
        parents = index < parents.length ? parents : Arrays.copyOf(parents, 2 * index);
        parents[index] = index;
        Product product = labelled.product();
        String title = title(String.valueOf(product.name()));
        long key = hash(title.isEmpty() ? product.productId() : title);
        keys.add(key);
        join(index, key);
        join(index, hash("id " + product.productId()));
        byte[] picture = product.image();
        if (picture != null) {
            join(index, hash(ImageFeatureExtractor.sha256(picture)));
        }
    }

    private static String title(String name) {
        return NO_WORD.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .replaceAll("");
    }

    private void join(int index, long key) {
        Integer other = firstWith.putIfAbsent(key, index);
        if (other != null) {
            parents[root(index)] = root(other);
        }
    }

    private int root(int index) {
        int at = index;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** The part of each product, in the order they were added. */
    public Part[] parts() {
        int[] roots = IntStream.range(0, labels.size()).map(this::root).toArray();
        int[] sizes = new int[labels.size()];
        IntStream.of(roots).forEach(root -> sizes[root]++);
        double most = Math.max(SMALL, share * labels.size() / 2);
        int[] order = IntStream.of(roots)
                .distinct()
                .filter(root -> sizes[root] <= most)
                .boxed()
                .sorted(order(roots))
                .mapToInt(Integer::intValue)
                .toArray();
        int held = (int) Math.round(share * order.length);
        Part[] ofRoot = new Part[labels.size()];
        Arrays.fill(ofRoot, Part.TRAINING);
        for (int at = 0; at < order.length; at++) {
            ofRoot[order[at]] = at < held ? Part.TEST : at < 2 * held ? Part.VALIDATION : Part.TRAINING;
        }
        everyLabelTeaches(roots, order, ofRoot);
        return IntStream.of(roots).mapToObj(root -> ofRoot[root]).toArray(Part[]::new);
    }

    /** Those to be held out first come first. */
    private Comparator<Integer> order(int[] roots) {
        Comparator<Integer> byHash = Comparator.comparingLong(root -> mixed(keys.get(root) ^ mixed(seed)));
        long dated = dates.stream().filter(date -> date != null).count();
        if (dated < DATED * labels.size()) {
            return byHash;
        }
        Map<Integer, Instant> newest = new HashMap<>();
        for (int index = 0; index < roots.length; index++) {
            Instant date = dates.get(index);
            newest.merge(roots[index], date == null ? Instant.EPOCH : date, (a, b) -> a.isAfter(b) ? a : b);
        }
        return Comparator.<Integer, Instant>comparing(newest::get).reversed().thenComparing(byHash);
    }

    private void everyLabelTeaches(int[] roots, int[] order, Part[] ofRoot) {
        Map<Integer, List<String>> labelsOfRoot = new HashMap<>();
        for (int index = 0; index < roots.length; index++) {
            labelsOfRoot.computeIfAbsent(roots[index], any -> new ArrayList<>()).add(labels.get(index));
        }
        Map<String, Boolean> taught = new HashMap<>();
        labelsOfRoot.forEach((root, own) -> {
            if (ofRoot[root] == Part.TRAINING) {
                own.forEach(label -> taught.put(label, true));
            }
        });
        for (int at = order.length - 1; at >= 0; at--) {
            List<String> own = labelsOfRoot.getOrDefault(order[at], List.of());
            if (own.stream().anyMatch(label -> !taught.containsKey(label))) {
                ofRoot[order[at]] = Part.TRAINING;
                own.forEach(label -> taught.put(label, true));
            }
        }
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
        for (int at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * 0x100000001b3L;
        }
        return mixed(hash);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mixed(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
