package io.aisle.training;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** 90s, 10m, 1h30m, 180d, or ISO's PT10M. */
final class Durations implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        Duration duration = Duration.parse(upper.startsWith("P") ? upper : (upper.endsWith("D") ? "P" : "PT") + upper);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("must be longer than nothing");
        }
        return duration;
    }
}
