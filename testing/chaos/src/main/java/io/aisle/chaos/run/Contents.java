package io.aisle.chaos.run;

import io.aisle.cli.account.Result;
import io.aisle.contract.Codec;
import io.aisle.contract.ContractViolation;
import io.aisle.contract.Product;
import io.aisle.contract.ProductKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a run say, against what was taken and what stands: accounting by keys alone would be content with a
 * source that takes nothing, with answers that were swapped, and with products that lost their picture on the way.
 */
record Contents(Map<ProductKey, Product> sent) {
    /** Lines that are no product event, which no source may take, are left out. */
    static Contents of(List<byte[]> lines) {
        Map<ProductKey, Product> sent = new HashMap<>();
        for (byte[] line : lines) {
            try {
                Product product = Codec.product(line);
                sent.put(product.key(), product);
            } catch (ContractViolation rubbish) {
                // Part of the day.
            }
        }
        return new Contents(sent);
    }

    /** Everything that is wrong with products nothing was wrong with, one line each. */
    List<String> objections(Set<ProductKey> accepted, List<Result> stored) {
        List<String> wrong = new ArrayList<>();
        object(
                "not accepted",
                sent.keySet().stream().filter(key -> !accepted.contains(key)).toList(),
                wrong);
        object(
                "stored with the fields of another",
                keys(stored, (product, result) -> isAnother(product, result)),
                wrong);
        object("stored without their picture", keys(stored, (product, result) -> lostPicture(product, result)), wrong);
        return wrong;
    }

    private interface Check {
        boolean objects(Product product, Result stored);
    }

    private List<ProductKey> keys(List<Result> stored, Check check) {
        Predicate<Result> objects = result -> {
            Product product = sent.get(result.key());
            return product != null && check.objects(product, result);
        };
        return stored.stream().filter(objects).map(Result::key).toList();
    }

    private static boolean isAnother(Product product, Result stored) {
        return product.deleted() != stored.isTombstone()
                || !named(product.name()).equals(stored.name());
    }

    private static boolean lostPicture(Product product, Result stored) {
        return product.image() != null && !stored.unavailable().isEmpty();
    }

    private static String named(@Nullable String name) {
        return name == null ? "" : name;
    }

    private static void object(String what, List<ProductKey> keys, List<String> wrong) {
        List<ProductKey> healthy =
                keys.stream().filter(key -> !Finding.mayDie(key)).toList();
        if (!healthy.isEmpty()) {
            wrong.add("%d healthy versions %s, such as %s".formatted(healthy.size(), what, healthy.get(0)));
        }
    }
}
