package io.aisle.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * How a stage waits for what is down: unlimited in number, bounded in pause, jittered.
 *
 * @param stage its name
 * @param properties the pauses
 * @param progress counts what is held
 */
record BackOff(String stage, DeliveryProperties properties, StageProgress progress) {
    private static final Logger log = LoggerFactory.getLogger(BackOff.class);

    Retry whileDown(Class<? extends RuntimeException> cause) {
        return Retry.from(signals -> Flux.deferContextual(context -> {
            var held = new Hold(progress);
            return Retry.backoff(Long.MAX_VALUE, properties.minBackOff())
                    .maxBackoff(properties.maxBackOff())
                    .jitter(0.5)
                    .filter(cause::isInstance)
                    .doBeforeRetry(signal -> held.begin(stage, signal.failure()))
                    .generateCompanion(signals)
                    .doFinally(signal -> held.end());
        }));
    }

    /** One piece of work that waits for a dependency; counted once however often it is tried. */
    private static final class Hold {
        private final StageProgress progress;
        private boolean begun;

        Hold(StageProgress progress) {
            this.progress = progress;
        }

        synchronized void begin(String stage, Throwable cause) {
            if (!begun) {
                begun = true;
                if (progress.holding() == 1) { // the first says it for all that follow
                    log.warn("{}: holding messages until they can go on: {}", stage, cause.getMessage());
                }
            }
        }

        synchronized void end() {
            if (begun) {
                begun = false;
                progress.released();
            }
        }
    }
}
