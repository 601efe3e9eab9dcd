package io.aisle.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Stages without an app around them. */
final class Settings {
    private Settings() {}

    /** The properties as Spring binds them, with these that differ. */
    static DeliveryProperties properties(String... namesAndValues) {
        Map<String, String> all = new java.util.HashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            all.put("aisle.delivery." + namesAndValues[at], namesAndValues[at + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("aisle.delivery", DeliveryProperties.class);
    }

    /** A stage that may do everything but publish. */
    static Stage stage(String name, DeliveryProperties properties, MeterRegistry meters) {
        return new Stage(
                name,
                null,
                properties,
                new StageProgress(name, meters, Clock.systemUTC()),
                new Watch(properties.handlerTimeout(), properties.handlerGrace()));
    }
}
