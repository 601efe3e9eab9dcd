package io.aisle.training.rules;

import io.aisle.classifier.Rule;
import io.aisle.training.measure.Judged;
import java.util.List;
import java.util.Locale;

/**
 * A rule that nobody accepted yet.
 *
 * @param id to accept it by
 * @param rule with the products it came from as its examples
 * @param instead the category it makes room for
 * @param mined what it changes about the products it was found in: flattering, as it was chosen for them
 * @param heldOut what it changes about products that were not looked at for it
 */
public record Proposal(int id, Rule rule, String instead, Effect mined, Effect heldOut) {
    /** Everything one mining found. */
    public record Proposals(String model, List<Proposal> proposals, Effect together) {
        public Proposals {
            proposals = proposals == null ? List.of() : List.copyOf(proposals);
        }
    }

    /** The two halves of some products: the same title is always in the same one. */
    public record Halves(List<Judged> mined, List<Judged> heldOut) {}

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%3d  not %s when a word begins with %s%n     %s%n     %s%n",
                id,
                rule.category(),
                String.join(" or ", rule.excluded()),
                line("mined", mined),
                line("held out", heldOut)));
        heldOut.examples()
                .forEach(example -> text.append(String.format(
                        Locale.ROOT,
                        "       %s  %s -> %s  %s%n",
                        example.before().equals(example.truth())
                                ? "SPOILS"
                                : example.after().equals(example.truth()) ? "mends " : "moves ",
                        example.before(),
                        example.after(),
                        example.name())));
        return text.toString();
    }

    static String line(String name, Effect effect) {
        return String.format(
                Locale.ROOT,
                "%-9s %,8d products: %4d changed, %4d wrong to right, %4d right to wrong, %4d still wrong",
                name,
                effect.products(),
                effect.changed(),
                effect.wrongToRight(),
                effect.rightToWrong(),
                effect.wrongToWrong());
    }
}
