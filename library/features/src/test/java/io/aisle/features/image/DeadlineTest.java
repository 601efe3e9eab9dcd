package io.aisle.features.image;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private long now = Long.MAX_VALUE - 1;
    private final Deadline deadline = new Deadline(Duration.ofSeconds(5), () -> now);

    @Test
    void countsTheTimeInWhichItIsAsked() {
        for (int step = 0; step < 9; step++) {
            now += Duration.ofMillis(500).toNanos();
            assertThatCode(deadline::check).doesNotThrowAnyException();
        }
        now += Duration.ofMillis(500).toNanos();
        assertThatThrownBy(deadline::check).isInstanceOf(PictureRefused.class);
        assertThatThrownBy(deadline::check).as("it stays over").isInstanceOf(PictureRefused.class);
    }

    /** A picture must not be lost for good because a process was stopped while it was decoded. */
    @Test
    void doesNotCountTheTimeInWhichTheProcessStoodStill() {
        now += Duration.ofMinutes(1).toNanos();
        assertThatCode(deadline::check).doesNotThrowAnyException();
    }
}
