package io.aisle.cli.workplace;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 2m}; a bare number is seconds. */
public final class Durations implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        if (value.matches("\\d+ms")) {
            return Duration.ofMillis(number(value, 2));
        }
        if (value.matches("\\d+m")) {
            return Duration.ofMinutes(number(value, 1));
        }
        if (value.matches("\\d+s?")) {
            return Duration.ofSeconds(Long.parseLong(value.replace("s", "")));
        }
        throw new TypeConversionException("'" + text + "' is no duration; write 500ms, 30s or 2m");
    }

    private static long number(String value, int unit) {
        return Long.parseLong(value.substring(0, value.length() - unit));
    }
}
