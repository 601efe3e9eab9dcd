package io.aisle.features.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisle.contract.ImageFeatures;
import io.aisle.contract.ImageFeatures.Picture;
import io.aisle.contract.ImageFeatures.Reason;
import io.aisle.contract.ImageFeatures.Unavailable;
import io.aisle.contract.ProductKey;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFeatureExtractorTest {
    private static final ProductKey KEY = new ProductKey("p-1", 7);
    private static final int RED = 0xff0000;
    private static final int GREEN = 0x00ff00;
    private static final int BLUE = 0x0000ff;
    private static final int YELLOW = 0xffff00;
    private static final int WHITE = 0xffffff;
    private static final int CYAN = 0x00ffff;

    private final ImageFeatureExtractor extractor = new ImageFeatureExtractor(64);

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void readsEveryFormat(String format) throws IOException {
        byte[] original = TestPictures.corners(format);
        Picture picture = picture(original);
        assertThat(picture.key()).isEqualTo(KEY);
        assertThat(picture.size()).isEqualTo(64);
        assertThat(picture.sha256())
                .isEqualTo(ImageFeatureExtractor.sha256(original))
                .hasSize(64);
        assertThat(picture.blockHash()).matches("[0-9a-f]{16}");
        assertThat(corners(picture)).containsExactly(RED, GREEN, BLUE, YELLOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
                "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="
            })
    void readsLossyAndLosslessWebP(String base64) {
        assertThat(picture(Base64.getDecoder().decode(base64)).size()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(bytes = {4, 5})
    void refusesABmpThatWrapsAnotherPicture(byte compression) {
        byte[] wrapping = TestPictures.corners("bmp");
        wrapping[30] = compression;
        assertThat(extractor.extract(KEY, wrapping))
                .isEqualTo(new Unavailable(
                        KEY, Reason.UNDECODABLE, "is a BMP around a JPEG or PNG, whose size nobody checked"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void tellsPixelsFromTheHeader(String format) {
        byte[] original = TestPictures.encoded(TestPictures.corners(300, 200, BufferedImage.TYPE_INT_RGB), format);
        assertThat(extractor.pixels(original)).isEqualTo(60_000);
        assertThat(extractor.pixels(new byte[] {1, 2, 3})).isZero();
        assertThat(extractor.pixels(Arrays.copyOf(original, 12))).isZero();
    }

    @Test
    void readsCmyk() throws IOException {
        int[] centre = channels(pixel(picture(TestPictures.cmyk()), 32, 32));
        assertThat(centre[0]).isLessThan(90);
        assertThat(centre[1]).isGreaterThan(140);
        assertThat(centre[2]).isGreaterThan(190);
    }

    @Test
    void readsGreyWithoutChangingItsBrightness() throws IOException {
        BufferedImage grey = new BufferedImage(100, 100, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((java.awt.image.DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 100);
        for (String format : List.of("jpeg", "png")) {
            assertThat(channels(pixel(picture(TestPictures.encoded(grey, format)), 32, 32)))
                    .as(format)
                    .containsExactly(100, 100, 100);
        }
    }

    @Test
    void showsTheFirstFrameOfAnAnimation() throws IOException {
        assertThat(corners(picture(TestPictures.animation(5)))).containsExactly(RED, GREEN, BLUE, YELLOW);
    }

    @Test
    void putsWhatIsTransparentOnWhite() throws IOException {
        byte[] clear = TestPictures.encoded(new BufferedImage(80, 80, BufferedImage.TYPE_INT_ARGB), "png");
        assertThat(near(pixel(picture(clear), 32, 32), WHITE)).isTrue();
    }

    @Test
    void showsTheWholePictureUndistortedInTheMiddle() throws IOException {
        byte[] wide = TestPictures.encoded(TestPictures.corners(400, 200, BufferedImage.TYPE_INT_RGB), "png");
        Picture picture = picture(wide);
        assertThat(near(pixel(picture, 32, 8), WHITE)).isTrue();
        assertThat(near(pixel(picture, 32, 56), WHITE)).isTrue();
        assertThat(near(pixel(picture, 8, 22), RED)).isTrue();
        assertThat(near(pixel(picture, 56, 42), YELLOW)).isTrue();
    }

    @Test
    void enlargesASmallPicture() throws IOException {
        byte[] tiny = TestPictures.encoded(TestPictures.corners(2, 2, BufferedImage.TYPE_INT_RGB), "png");
        assertThat(corners(picture(tiny))).containsExactly(RED, GREEN, BLUE, YELLOW);
    }

    /** Where the stored corners red and green are seen: CIPA DC-008, figure of tag 0x0112. Corners count by rows. */
    @ParameterizedTest
    @CsvSource({"1,0,1", "2,1,0", "3,3,2", "4,2,3", "5,0,2", "6,1,3", "7,3,1", "8,2,0", "0,0,1", "9,0,1"})
    void turnsUpright(int orientation, int red, int green) throws IOException {
        BufferedImage stored = TestPictures.corners(200, 120, BufferedImage.TYPE_INT_RGB);
        for (boolean intel : new boolean[] {true, false}) {
            byte[] jpeg = TestPictures.oriented(TestPictures.encoded(stored, "jpeg"), orientation, intel);
            Pixels pixels = new PictureDecoder(PictureLimits.DEFAULT).decode(jpeg, 64);
            int[] seen = corners(pixels);
            assertThat(near(seen[red], RED)).isTrue();
            assertThat(near(seen[green], GREEN)).isTrue();
            assertThat(pixels.width() > pixels.height()).isEqualTo(orientation < 5 || orientation > 8);
        }
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> broken() {
        byte[] jpeg = TestPictures.encoded(TestPictures.photograph(300, 300), "jpeg");
        byte[] png = TestPictures.encoded(TestPictures.photograph(300, 300), "png");
        return Stream.of(
                arguments("nothing", new byte[0], Reason.NOT_A_PICTURE),
                arguments("one byte", new byte[] {(byte) 0xff}, Reason.NOT_A_PICTURE),
                arguments("text", "not a picture".getBytes(StandardCharsets.UTF_8), Reason.NOT_A_PICTURE),
                arguments("web page", "<html>404</html>".getBytes(StandardCharsets.UTF_8), Reason.NOT_A_PICTURE),
                arguments("zeros", new byte[4096], Reason.NOT_A_PICTURE),
                arguments("JPEG without its scan", Arrays.copyOf(jpeg, 300), Reason.UNDECODABLE),
                arguments("half a JPEG", Arrays.copyOf(jpeg, jpeg.length / 2), Reason.UNDECODABLE),
                arguments("half a PNG", Arrays.copyOf(png, png.length / 2), Reason.UNDECODABLE),
                arguments("PNG of a header", TestPictures.pngHeader(100, 100), Reason.UNDECODABLE),
                arguments("bomb", TestPictures.pngHeader(30_000, 30_000), Reason.TOO_MANY_PIXELS),
                arguments("ribbon", TestPictures.pngHeader(60_000, 2), Reason.TOO_MANY_PIXELS),
                arguments("overflow", TestPictures.pngHeader(65_536, 65_536), Reason.TOO_MANY_PIXELS),
                arguments("megabytes", new byte[(10 << 20) + 1], Reason.TOO_MANY_BYTES));
    }

    @ParameterizedTest(name = "{0} is {2}")
    @MethodSource("broken")
    void saysWhyThereIsNone(String name, byte[] bytes, Reason reason) {
        assertThat(extractor.extract(KEY, bytes)).isInstanceOfSatisfying(Unavailable.class, none -> {
            assertThat(none.reason()).isEqualTo(reason);
            assertThat(none.key()).isEqualTo(KEY);
            assertThat(none.detail()).isNotBlank();
        });
    }

    @Test
    void forgivesAMissingEndMarker() {
        byte[] jpeg = TestPictures.encoded(TestPictures.photograph(300, 300), "jpeg");
        assertThat(picture(Arrays.copyOf(jpeg, jpeg.length - 2)).size()).isEqualTo(64);
    }

    @Test
    void refusesMoreFramesThanAllowed() throws IOException {
        PictureLimits limits = new PictureLimits(1 << 20, 1_000_000, 20, 3, Duration.ofSeconds(5));
        ImageFeatures half = new ImageFeatureExtractor(64, limits).extract(KEY, TestPictures.animation(4));
        assertThat(half).isInstanceOfSatisfying(Unavailable.class, none -> assertThat(none.reason())
                .isEqualTo(Reason.TOO_MANY_PIXELS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void stopsAtTheDeadline(String format) {
        PictureLimits limits = new PictureLimits(1 << 26, 40_000_000, 20, 3, Duration.ofNanos(1));
        byte[] large = TestPictures.encoded(TestPictures.photograph(1_000, 1_000), format);
        assertThat(new ImageFeatureExtractor(64, limits).extract(KEY, large))
                .isEqualTo(new Unavailable(KEY, Reason.UNDECODABLE, "takes too long to decode"));
    }

    @Test
    void sameBytesGiveTheSameHalf() {
        byte[] jpeg = TestPictures.encoded(TestPictures.photograph(500, 400), "jpeg");
        assertThat(picture(jpeg)).isEqualTo(new ImageFeatureExtractor(64).extract(KEY, jpeg));
    }

    /** Stored hashes and trained models depend on these; a change is a new model. PNG: no decoder may differ on it. */
    @Test
    void halvesAreGolden() {
        Picture picture = picture(TestPictures.encoded(TestPictures.photograph(500, 400), "png"));
        assertThat(picture.blockHash()).isEqualTo("ff00ff00ff00ab4a");
        assertThat(ImageFeatureExtractor.sha256(picture.jpeg()))
                .isEqualTo("0eee1cd594aec836a8fe76ee9a21885c8e5e648d57f38ae2e92f66fc4758bf6d");
    }

    @Test
    void nearDuplicatesHashAlikeAndOthersDoNot() {
        BufferedImage photograph = TestPictures.photograph(500, 400);
        long png = hash(TestPictures.encoded(photograph, "png"));
        assertThat(Long.bitCount(png ^ hash(TestPictures.encoded(photograph, "jpeg"))))
                .isLessThanOrEqualTo(4);
        assertThat(Long.bitCount(png ^ hash(TestPictures.corners("png")))).isGreaterThan(16);
    }

    /** Whatever strangers send, it is a half; nothing is thrown. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp"})
    void survivesDamagedBytes(String format) {
        byte[] whole = TestPictures.encoded(TestPictures.photograph(120, 90), format);
        Random random = new Random(42);
        int pictures = 0;
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 1 + round % 5; i++) {
                damaged[random.nextInt(round % 2 == 0 ? 200 : damaged.length)] = (byte) random.nextInt(256);
            }
            pictures += extractor.extract(KEY, damaged) instanceof Picture ? 1 : 0;
        }
        assertThat(pictures).isBetween(1, 299);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 96})
    void makesAHalfAnewInAnotherSize(int size) throws IOException {
        byte[] original = TestPictures.corners("png");
        Picture half = (Picture) new ImageFeatureExtractor(64).extract(KEY, original);
        Picture other = new ImageFeatureExtractor(size).resized(half);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(other.jpeg()));
        assertThat(image.getWidth()).isEqualTo(size);
        assertThat(image.getHeight()).isEqualTo(size);
        assertThat(other.size()).isEqualTo(size);
        assertThat(other.sha256()).isEqualTo(half.sha256());
        assertThat(other.blockHash()).isEqualTo(half.blockHash());
        assertThat(image.getRGB(2, 2) >> 16 & 0xff).isGreaterThan(200);
        assertThat(image.getRGB(size - 3, 2) >> 8 & 0xff).isGreaterThan(200);
        assertThat(new ImageFeatureExtractor(64).resized(half)).isSameAs(half);
        Picture broken = new Picture(KEY, new byte[] {1, 2}, 64, "", "");
        assertThat(new ImageFeatureExtractor(size).resized(broken)).isSameAs(broken);
    }

    @Test
    void refusesAnImpossibleSize() {
        assertThatThrownBy(() -> new ImageFeatureExtractor(0)).hasMessageContaining("16 to 1024");
    }

    private Picture picture(byte[] bytes) {
        assertThat(extractor.extract(KEY, bytes)).isInstanceOf(Picture.class);
        return (Picture) extractor.extract(KEY, bytes);
    }

    private long hash(byte[] bytes) {
        return Long.parseUnsignedLong(picture(bytes).blockHash(), 16);
    }

    private static org.junit.jupiter.params.provider.Arguments arguments(Object... values) {
        return org.junit.jupiter.params.provider.Arguments.of(values);
    }

    /** The colours that the four corners are nearest to. */
    private static List<Integer> corners(Picture picture) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.jpeg()));
        assertThat(image.getWidth()).isEqualTo(picture.size());
        return Arrays.stream(corners(Pixels.of(image)))
                .boxed()
                .map(rgb -> Stream.of(RED, GREEN, BLUE, YELLOW, WHITE, CYAN)
                        .filter(colour -> near(rgb, colour))
                        .findFirst()
                        .orElse(rgb))
                .toList();
    }

    private static int[] corners(Pixels pixels) {
        int right = pixels.width() * 7 / 8;
        int bottom = pixels.height() * 7 / 8 * pixels.width();
        int left = pixels.width() / 8;
        int top = pixels.height() / 8 * pixels.width();
        int[] rgb = pixels.rgb();
        return new int[] {rgb[top + left], rgb[top + right], rgb[bottom + left], rgb[bottom + right]};
    }

    private static int pixel(Picture picture, int x, int y) throws IOException {
        return Pixels.of(ImageIO.read(new ByteArrayInputStream(picture.jpeg()))).rgb()[y * picture.size() + x];
    }

    private static boolean near(int rgb, int colour) {
        int[] one = channels(rgb);
        int[] other = channels(colour);
        return Math.abs(one[0] - other[0]) + Math.abs(one[1] - other[1]) + Math.abs(one[2] - other[2]) < 30;
    }

    private static int[] channels(int rgb) {
        return new int[] {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff};
    }
}
