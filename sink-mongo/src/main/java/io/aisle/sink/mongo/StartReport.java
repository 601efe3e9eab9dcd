package io.aisle.sink.mongo;

import com.mongodb.MongoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says once, at start, what the store is and what is missing there. It changes nothing, and the app runs anyway. */
@Component
class StartReport {
    private static final Logger log = LoggerFactory.getLogger(StartReport.class);

    @EventListener
    void look(ApplicationReadyEvent started) {
        try {
            PrepareMode.with(started.getApplicationContext(), preparation -> {
                log.info("store: {}", preparation.server().words());
                var missing = preparation.missing();
                if (!missing.isEmpty()) {
                    log.warn("store: indexes are missing, readers will be slow: {}; run with `prepare` once", missing);
                }
                return missing;
            });
        } catch (MongoException e) {
            log.warn("store: does not answer yet: {}; products are held until it does", e.getMessage());
        }
    }
}
