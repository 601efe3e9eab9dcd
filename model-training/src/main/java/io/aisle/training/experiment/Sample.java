package io.aisle.training.experiment;

import io.aisle.catalogue.LabelledProduct;
import io.aisle.training.data.Source;
import java.util.function.Consumer;

/** Some products of a source, evenly taken and always the same. */
record Sample(Source all, int total, int wanted) implements Source {
    static Sample of(Source all, int wanted) {
        int[] total = {0};
        all.read(one -> total[0]++);
        return new Sample(all, total[0], Math.min(wanted, total[0]));
    }

    @Override
    public void read(Consumer<LabelledProduct> taker) {
        int[] at = {0};
        all.read(one -> {
            long before = (long) at[0]++ * wanted / total;
            if ((long) at[0] * wanted / total > before) {
                taker.accept(one);
            }
        });
    }
}
