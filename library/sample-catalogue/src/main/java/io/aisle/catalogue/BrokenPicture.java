package io.aisle.catalogue;

import io.aisle.contract.ImageFeatures.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/** The ways a picture can be broken, forbidden or missing, and the reason each must end in. */
enum BrokenPicture {
    NO_PICTURE(Reason.NO_PICTURE, draft -> draft.with("image", null)),
    A_WEB_PAGE(Reason.NOT_A_PICTURE, draft -> draft.with("image", text("<html>404 Not Found</html>"))),
    ONLY_ZEROS(Reason.NOT_A_PICTURE, draft -> draft.with("image", new byte[4096])),
    CUT_OFF(Reason.UNDECODABLE, draft -> draft.with("image", cutOff())),
    BOMB(Reason.TOO_MANY_PIXELS, draft -> draft.with("image", pngHeader(30_000, 30_000))),
    RIBBON(Reason.TOO_MANY_PIXELS, draft -> draft.with("image", pngHeader(60_000, 2))),
    OWN_MACHINE(Reason.FORBIDDEN_ADDRESS, at("http://127.0.0.1:15672/x.jpg")),
    CLOUD_METADATA(Reason.FORBIDDEN_ADDRESS, at("http://169.254.169.254/latest/meta-data/")),
    PRIVATE_NETWORK(Reason.FORBIDDEN_ADDRESS, at("http://[::ffff:10.0.0.1]/x.jpg")),
    PRIVATE_IN_IPV6(Reason.FORBIDDEN_ADDRESS, at("https://[fd00::1]/x.jpg"));

    private static final int IHDR = 0x49484452;
    /** A JPEG's tables and frame header take longer than this; no pixel comes before. */
    private static final int BEFORE_THE_SCAN = 300;

    private final Reason reason;
    private final UnaryOperator<Draft> change;

    BrokenPicture(Reason reason, UnaryOperator<Draft> change) {
        this.reason = reason;
        this.change = change;
    }

    Reason reason() {
        return reason;
    }

    Draft in(Draft draft) {
        return change.apply(draft);
    }

    private static UnaryOperator<Draft> at(String address) {
        return draft -> draft.with("image", null).with("imageUrl", address);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] cutOff() {
        byte[] whole = new Artist().jpeg("apple", 300, Dice.of(0, 0));
        return Arrays.copyOf(whole, BEFORE_THE_SCAN);
    }

    /** A PNG that promises many pixels and holds none; its header and checksum are right. */
    static byte[] pngHeader(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17).putInt(IHDR).putInt(width).putInt(height);
        header.put((byte) 8).put((byte) 2);
        CRC32 crc = new CRC32();
        crc.update(header.array());
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .putLong(0x89504E470D0A1A0AL)
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue())
                .array();
    }
}
