package io.aisle.cli.account.stuck;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stage of an app, as its actuator tells.
 *
 * @param name such as {@code store}
 * @param inHand messages it works on
 * @param held of these, pieces of work that wait for a dependency
 * @param lastSettled when it last finished a message, or took one after a pause; null when it does not say
 * @param ended whether its flux is over, so that only a restart helps
 */
record StageState(
        String name, long inHand, long held, @Nullable Instant lastSettled, boolean ended) {}
