package io.aisle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductTest {
    @Test
    void showsItsIdAndVersionAndNothingElse() {
        assertThat(Examples.PRODUCT).hasToString("Product[mall-a-1001@7]");
        assertThat(Examples.TOMBSTONE).hasToString("Product[p@9, deleted]");
        assertThat(Examples.DEAD.toString()).doesNotContain("payload", "{}");
        assertThat(Examples.PICTURE_HALF).hasToString("Picture[p@7, 128 px, 4 bytes]");
    }

    @Test
    void isEqualByAllItsFieldsAndItsPicture() {
        Product copy = Codec.product(Codec.encode(Examples.PRODUCT));
        assertThat(copy).isEqualTo(Examples.PRODUCT).hasSameHashCodeAs(Examples.PRODUCT);
        assertThat(copy.withoutImage()).isNotEqualTo(Examples.PRODUCT);
        assertThat(Examples.PRODUCT).isNotEqualTo(Examples.SHORTEST).isNotEqualTo(null);
    }

    @Test
    void losesOnlyItsPictureBehindThePictureBranch() {
        Product bare = Examples.PRODUCT.withoutImage();
        assertThat(bare.image()).isNull();
        assertThat(new String(Codec.encode(bare)))
                .isEqualTo(Examples.PRODUCT_JSON.replace("\"image\":\"/9gAAQ==\",", ""));
        assertThat(Examples.SHORTEST.withoutImage()).isSameAs(Examples.SHORTEST);
    }

    @Test
    void keepsItsOwnCopyOfTheCategory() {
        List<String> levels = new ArrayList<>(List.of("a"));
        Product product =
                new Product("1.0", "p", 0, "n", null, levels, null, null, null, null, null, null, null, null, false);
        levels.add("b");
        assertThat(product.mallCategory()).containsExactly("a");
        assertThatThrownBy(() -> product.mallCategory().add("c")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void saysItsCategoryAsPeopleReadIt() {
        assertThat(Examples.DRESS.names()).isEqualTo("패션의류 > 원피스");
        assertThat(ImageFeatures.Reason.NOT_A_PICTURE.word()).isEqualTo("not-a-picture");
    }
}
