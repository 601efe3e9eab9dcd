package io.aisle.training.explain;

import io.aisle.classifier.explain.Explanation;
import io.aisle.classifier.explain.Explanation.Token;
import io.aisle.classifier.explain.Explanation.Weight;
import io.aisle.classifier.explain.Faithfulness;
import io.aisle.contract.Codec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An explanation on a screen.
 *
 * @param brief two lines instead of a table
 */
record Shown(Explanation explanation, boolean brief) {
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final int BRIEF_WORDS = 4;

    /** The file of {@code --json}. */
    static byte[] json(List<Explanation> explanations, @Nullable Faithfulness faithfulness) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("explanations", explanations);
        if (faithfulness != null) {
            all.put("faithful", faithfulness.holds());
            all.put("faithfulness", faithfulness);
        }
        return PRETTY.writeValueAsBytes(PRETTY.readTree(Codec.encode(all)));
    }

    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder();
        shown.append("%s  %s%n"
                .formatted(
                        explanation.product().productId(), explanation.product().name()));
        shown.append(String.format(
                Locale.ROOT, "  %s, %.4f%n", explanation.category().names(), explanation.probability()));
        if (!explanation.answer().equals(explanation.category())) {
            shown.append(String.format(
                    Locale.ROOT,
                    "  the answer is %s, %.4f%n",
                    explanation.answer().names(),
                    explanation.confidence()));
        }
        return shown.append(brief ? words() : table()).toString();
    }

    private String words() {
        return explanation.tokens().stream()
                .limit(BRIEF_WORDS)
                .map(token -> String.format(
                        Locale.ROOT, "%s %+.1f", token.word(), token.weight().weight()))
                .collect(Collectors.joining(", ", "  ", System.lineSeparator()));
    }

    private String table() {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "  %-36s%10s%20s%n", "without", "weight", "probability left"));
        new TreeMap<>(explanation.inputs())
                .forEach((input, weight) -> table.append(line("all of " + word(input), weight)));
        for (Token token : explanation.tokens()) {
            table.append(line(token.word() + " (" + word(token.field()) + ")", token.weight()));
        }
        return table.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String line(String without, Weight weight) {
        return String.format(
                Locale.ROOT, "  %-36s%+10.2f%20.4f%n", without, weight.weight(), weight.probabilityWithout());
    }
}
