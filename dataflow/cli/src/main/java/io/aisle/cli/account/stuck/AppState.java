package io.aisle.cli.account.stuck;

import io.aisle.platform.ComponentStatus;
import java.util.List;

/**
 * One instance of an app.
 *
 * @param process what the platform knows of it
 * @param unwell parts of its health that are not up, such as {@code mongo}
 * @param stages its stages; empty when it does not answer
 * @param lost work that does not give its thread back, in words
 * @param waiting product versions of which one half has come; only the classifier has any
 */
record AppState(
        ComponentStatus process, List<String> unwell, List<StageState> stages, List<String> lost, long waiting) {
    AppState {
        unwell = List.copyOf(unwell);
        stages = List.copyOf(stages);
        lost = List.copyOf(lost);
    }

    /** Name of stream, app and instance. */
    String name() {
        return process.name();
    }

    /** Stream and app, as {@link Wiring#reader} gives them. */
    boolean isInstanceOf(String app) {
        return name().startsWith(app + "-");
    }

    boolean isDown() {
        return process.state() == ComponentStatus.State.DOWN;
    }

    /** Lives, and neither says that it is well nor what is wrong. */
    boolean isMute() {
        return !isUp() && unwell.isEmpty() && stages.isEmpty();
    }

    boolean isUp() {
        return process.state() == ComponentStatus.State.UP;
    }
}
