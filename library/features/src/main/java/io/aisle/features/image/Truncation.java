package io.aisle.features.image;

import io.aisle.contract.ImageFeatures.Reason;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Notices a JPEG that ends in its middle: libjpeg fills the rest with grey and only warns. A missing end marker alone
 * is harmless and common.
 */
final class Truncation implements IIOReadWarningListener {
    private static final String WARNING = "premature end"; // libjpeg's JWRN_HIT_MARKER, not translated

    private boolean found;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        found |= warning.toLowerCase(Locale.ROOT).contains(WARNING);
    }

    /** @throws PictureRefused when the picture's data ended before its last row */
    void check() {
        if (found) {
            throw new PictureRefused(Reason.UNDECODABLE, "ends in its middle");
        }
    }
}
