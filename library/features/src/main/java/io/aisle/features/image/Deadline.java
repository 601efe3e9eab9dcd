package io.aisle.features.image;

import io.aisle.contract.ImageFeatures.Reason;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * Ends a decode that takes too long, without a second thread: a reader asks for bytes or reports progress again and
 * again, and each time the clock is read. Time in which nothing was asked counts little: the process stood still.
 */
final class Deadline implements IIOReadProgressListener {
    private static final long LONGEST_STEP = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final long allowed;
    private long spent;
    private long last;
    private boolean passed;

    Deadline(Duration allowed) {
        this(allowed, System::nanoTime);
    }

    Deadline(Duration allowed, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.allowed = allowed.toNanos();
        this.last = nanoTime.getAsLong();
    }

    /** The bytes, which end in an error when the time is over. */
    ByteArrayInputStream guard(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read() {
                check();
                return super.read();
            }

            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                check();
                return super.read(target, offset, length);
            }
        };
    }

    /** @throws PictureRefused when the time is over, or was when a reader was stopped */
    void check() {
        if (hasPassed()) {
            throw new PictureRefused(Reason.UNDECODABLE, "takes too long to decode");
        }
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (hasPassed()) {
            source.abort();
        }
    }

    private boolean hasPassed() {
        long now = nanoTime.getAsLong();
        spent += Math.min(now - last, LONGEST_STEP);
        last = now;
        passed |= spent >= allowed;
        return passed;
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
