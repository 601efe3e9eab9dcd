package io.aisle.cli.account.story;

import io.aisle.contract.ProductKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/**
 * Whose story is told.
 *
 * @param productId the product
 * @param version the one version; null for all
 */
public record Subject(String productId, @Nullable Long version) {
    private static final Pattern WITH_VERSION = Pattern.compile("(.+)@(\\d{1,18})");

    /** Reads {@code ID} or {@code ID@VERSION}; an id may hold other {@code @}. */
    public static final class Converter implements ITypeConverter<Subject> {
        @Override
        public Subject convert(String text) {
            Matcher parts = WITH_VERSION.matcher(text);
            return parts.matches()
                    ? new Subject(parts.group(1), Long.valueOf(parts.group(2)))
                    : new Subject(text, null);
        }
    }

    boolean includes(ProductKey key) {
        return key.productId().equals(productId) && (version == null || version == key.version());
    }
}
