package io.aisle.features.image;

import io.aisle.contract.ImageFeatures.Reason;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * Ends a decode that takes too long, without a second thread: a reader asks for bytes or reports progress again and
 * again, and each time the clock is read.
 */
final class Deadline implements IIOReadProgressListener {
    private final long end;
    private boolean passed;

    Deadline(Duration allowed) {
        this.end = System.nanoTime() + allowed.toNanos();
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
        if (passed || System.nanoTime() - end >= 0) {
            passed = true;
            throw new PictureRefused(Reason.UNDECODABLE, "takes too long to decode");
        }
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (System.nanoTime() - end >= 0) {
            passed = true;
            source.abort();
        }
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
