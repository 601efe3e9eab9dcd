package io.aisle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TogetherTest {
    private final CountDownLatch started = new CountDownLatch(1);
    private final AtomicBoolean cleanedUp = new AtomicBoolean();

    @Test
    void runsThemAtTheSameTime() throws Exception {
        var both = new CountDownLatch(2);
        Together.Step step = () -> {
            both.countDown();
            both.await();
        };
        Together.interruptibly(List.of(step, step));
        assertThat(both.getCount()).isZero();
    }

    @Test
    void oneThatFailsBreaksOffTheOthersAndTheyHaveCleanedUp() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Together.interruptibly(List.of(this::waitForEver, () -> {
                    started.await();
                    throw new IllegalStateException("no broker");
                })))
                .withMessage("no broker");
        assertThat(cleanedUp).isTrue();
    }

    @Test
    void anInterruptionBreaksOffAllAndTheyHaveCleanedUp() {
        Thread command = Thread.currentThread();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> Together.interruptibly(List.of(this::waitForEver, () -> {
                    started.await();
                    command.interrupt();
                })));
        assertThat(cleanedUp).isTrue();
    }

    private void waitForEver() throws InterruptedException {
        try {
            started.countDown();
            new CountDownLatch(1).await();
        } finally {
            LockSupport.parkNanos(200_000_000); // stopping processes takes a while
            cleanedUp.set(true);
        }
    }
}
