package io.aisle.features.text;

import io.aisle.contract.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of one product.
 *
 * @param name words of its name, in reading order
 * @param mallCategory words of the mall's category, coarse to fine
 * @param brands one word each for brand, maker, mallBrand and mallMaker, in this order; empty text where absent
 */
public record ProductWords(List<String> name, List<String> mallCategory, List<String> brands) {
    /** Marks a brand, so that {@code b:사과} is not the fruit. */
    private static final String BRAND = "b:";

    private static final Pattern COMPANY = Pattern.compile("\\(주\\)|주식회사");
    private static final Pattern DECORATION = Pattern.compile("[^\\p{L}\\p{N}]+");

    public ProductWords {
        name = List.copyOf(name);
        mallCategory = List.copyOf(mallCategory);
        brands = List.copyOf(brands);
    }

    /** Of a deletion nothing is read: its words are empty. */
    public static ProductWords of(Product product, ProductAnalyzer analyzer) {
        if (product.deleted()) {
            return new ProductWords(List.of(), List.of(), List.of("", "", "", ""));
        }
        return new ProductWords(
                product.name() == null ? List.of() : analyzer.tokens(product.name()),
                // A slash keeps the last word of one level from melting into the first of the next.
                analyzer.tokens(String.join(" / ", product.mallCategory())),
                brands(product));
    }

    /** One word each for brand, maker, mallBrand and mallMaker; they need no analyzer. */
    static List<String> brands(Product product) {
        return Stream.of(product.brand(), product.maker(), product.mallBrand(), product.mallMaker())
                .map(ProductWords::brand)
                .toList();
    }

    /** Every word a vocabulary should count. */
    public List<String> all() {
        List<String> all = new ArrayList<>(name);
        all.addAll(mallCategory);
        brands.stream().filter(brand -> !brand.isEmpty()).forEach(all::add);
        return all;
    }

    /** A brand is one word however it is written: {@code (주) 삼성 전자} and {@code 삼성전자} are the same. */
    private static String brand(@Nullable String written) {
        if (written == null) {
            return "";
        }
        String company = COMPANY.matcher(Scanner.normal(written)).replaceAll("");
        String bare = DECORATION.matcher(company).replaceAll("").toLowerCase(Locale.ROOT);
        return bare.isEmpty() ? "" : BRAND + bare;
    }
}
