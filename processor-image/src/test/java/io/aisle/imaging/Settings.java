package io.aisle.imaging;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The app's properties as Spring binds them. */
final class Settings {
    private Settings() {}

    static ImagingProperties of(Map<String, String> changes) {
        Map<String, String> all = new HashMap<>();
        changes.forEach((name, value) -> all.put("aisle.image." + name, value));
        return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("aisle.image", ImagingProperties.class);
    }
}
