package io.aisle.classifier.explain;

import io.aisle.classifier.explain.Explanation.Field;
import io.aisle.classifier.explain.Explanation.Heat;
import io.aisle.classifier.explain.Explanation.Token;
import io.aisle.classifier.explain.Explanation.Weight;
import io.aisle.contract.Classification.Modality;
import io.aisle.contract.Product;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explanations for people: one HTML page that needs nothing beside it. */
public final class ExplanationPage {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:1180px;margin:2em auto;padding:0 1em;color:#1c2024}
            h1{font-size:1.5em}h2{font-size:1.25em;margin:0 0 .2em}section{border-top:1px solid #d5d9de;padding:1.4em 0}
            table{border-collapse:collapse;margin:.4em 0}th,td{padding:.15em .8em .15em 0;text-align:left;font-weight:400}
            th{color:#5a6270}td.n{text-align:right;font-variant-numeric:tabular-nums}.note{color:#5a6270}
            mark{border-radius:3px;padding:.05em .1em;color:inherit}td,th{white-space:nowrap}
            .both{display:flex;gap:2em;align-items:flex-start}.both figure{margin:0 .6em .5em 0}.curves{gap:1em;flex-wrap:wrap}.curves table{font-size:.78em}
            @media(max-width:1000px){.both{flex-wrap:wrap}}
            figure{display:inline-block}.pictures{flex:none}figcaption{color:#5a6270;font-size:.85em}
            img{width:224px;height:224px;border:1px solid #d5d9de;image-rendering:auto}
            .bar{position:relative;width:180px;height:1.05em;background:linear-gradient(#b6bdc6,#b6bdc6) center/1px 100% no-repeat}
            .bar i{position:absolute;top:.12em;bottom:.12em;border-radius:2px}svg text{font:12px system-ui,sans-serif}""";

    private final StringBuilder html = new StringBuilder();

    private ExplanationPage() {}

    /** @param faithfulness shown first, if it was measured */
    public static String of(List<Explanation> explanations, @Nullable Faithfulness faithfulness) {
        ExplanationPage page = new ExplanationPage();
        page.add(
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Why?</title><style>%s</style>", STYLE);
        page.html.append(
                "<h1>Why this category?</h1><p class=note>A weight is what the category's log-odds lose when the"
                        + " model is asked without it: <mark style=\"background:rgba(38,140,72,.4)\">for</mark> or"
                        + " <mark style=\"background:rgba(205,60,40,.4)\">against</mark> the category. Words that say the same"
                        + " weigh little each. The warmer a place of the picture, the more it speaks for the category.</p>");
        if (faithfulness != null) {
            page.html.append(FaithfulnessFigures.html(faithfulness));
        }
        explanations.forEach(page::product);
        return page.html.append("</html>\n").toString();
    }

    private void product(Explanation explanation) {
        html.append("<section>");
        texts(explanation);
        verdict(explanation);
        html.append("<div class=both><div class=pictures>");
        picture(explanation);
        html.append("</div><div>");
        double most = most(explanation);
        html.append("<table><tr><th>without<th>weight<th><th>probability left</tr>");
        for (Modality input : Modality.values()) {
            Weight weight = explanation.inputs().get(input);
            if (weight != null) {
                row("<td>" + named(input), weight, most);
            }
        }
        html.append("<tr><td>&nbsp;</tr>");
        for (Token token : explanation.tokens()) {
            row(
                    "<td><b>%s</b> <span class=note>%s</span>".formatted(escaped(token.word()), named(token.field())),
                    token.weight(),
                    most);
        }
        html.append("</table></div></div></section>");
    }

    private static String named(Modality input) {
        return switch (input) {
            case NAME -> "the name";
            case MALL_CATEGORY -> "the mall's category";
            case BRAND -> "brands and makers";
            case IMAGE -> "the picture";
        };
    }

    private static String named(Field field) {
        return switch (field) {
            case NAME -> "name";
            case MALL_CATEGORY -> "mall's category";
            case BRAND -> "brand";
            case MAKER -> "maker";
            case MALL_BRAND -> "mall's brand";
            case MALL_MAKER -> "mall's maker";
        };
    }

    private static double most(Explanation explanation) {
        double most = 1e-9;
        for (Token token : explanation.tokens()) {
            most = Math.max(most, Math.abs(token.weight().weight()));
        }
        for (Weight weight : explanation.inputs().values()) {
            most = Math.max(most, Math.abs(weight.weight()));
        }
        return most;
    }

    private void row(String what, Weight weight, double most) {
        double half = 50 * Math.abs(weight.weight()) / most;
        boolean speaksFor = weight.weight() >= 0;
        add(
                "<tr>%s<td class=n>%+.2f<td><div class=bar><i style=\"left:%.1f%%;width:%.1f%%;background:%s\"></i></div>"
                        + "<td class=n>%s</tr>",
                what,
                weight.weight(),
                speaksFor ? 50 : 50 - half,
                half,
                speaksFor ? "#268c48" : "#cd3c28",
                percent(weight.probabilityWithout()));
    }

    private void texts(Explanation explanation) {
        Product product = explanation.product();
        add("<h2>%s</h2><p class=note>", marked(explanation, Field.NAME, 0, String.valueOf(product.name())));
        for (int level = 0; level < product.mallCategory().size(); level++) {
            html.append(level == 0 ? "" : " &gt; ");
            html.append(marked(
                    explanation,
                    Field.MALL_CATEGORY,
                    level,
                    product.mallCategory().get(level)));
        }
        Map<Field, @Nullable String> brands = new LinkedHashMap<>();
        brands.put(Field.BRAND, product.brand());
        brands.put(Field.MAKER, product.maker());
        brands.put(Field.MALL_BRAND, product.mallBrand());
        brands.put(Field.MALL_MAKER, product.mallMaker());
        brands.forEach((field, text) -> {
            if (text != null) {
                add(" · %s %s", named(field), marked(explanation, field, 0, text));
            }
        });
        add(
                " · %s · %s %s, %s %s</p>",
                escaped(product.productId()),
                escaped(explanation.model().name()),
                escaped(explanation.model().version()),
                escaped(explanation.model().engine()),
                escaped(explanation.model().precision()));
    }

    /** A field's text with its words on their colours. */
    private static String marked(Explanation explanation, Field field, int level, String text) {
        double most = explanation.tokens().stream()
                .mapToDouble(token -> Math.abs(token.weight().weight()))
                .max()
                .orElse(1);
        double[] weights = new double[text.length()];
        Arrays.fill(weights, Double.NaN);
        explanation.tokens().stream().filter(token -> token.field() == field).forEach(token -> token.at().stream()
                .filter(span -> span.level() == level)
                .forEach(span -> Arrays.fill(
                        weights, span.from(), span.to(), token.weight().weight())));
        StringBuilder marked = new StringBuilder();
        int from = 0;
        for (int to = 1; to <= text.length(); to++) {
            if (to == text.length() || Double.compare(weights[to], weights[from]) != 0) {
                marked.append(mark(escaped(text.substring(from, to)), weights[from] / most));
                from = to;
            }
        }
        return marked.toString();
    }

    private static String mark(String text, double share) {
        if (Double.isNaN(share)) {
            return text;
        }
        String colour = share >= 0 ? "38,140,72" : "205,60,40";
        return String.format(
                Locale.ROOT, "<mark style=\"background:rgba(%s,%.2f)\">%s</mark>", colour, 0.5 * Math.abs(share), text);
    }

    private void verdict(Explanation explanation) {
        add("<p><b>%s</b> %s", escaped(explanation.category().names()), percent(explanation.probability()));
        if (!explanation.answer().equals(explanation.category())) {
            add(". The answer is %s, %s.", escaped(explanation.answer().names()), percent(explanation.confidence()));
        }
        if (explanation.rule() != null) {
            add(" The rule %s struck out what the network said.", escaped(explanation.rule()));
        }
        html.append("</p>");
    }

    private void picture(Explanation explanation) {
        Heat heat = explanation.heat();
        if (heat == null) {
            var reason = explanation.image().unavailable();
            add("<p class=note>No picture%s.</p>", reason == null ? "" : ": " + reason.word());
            return;
        }
        boolean cold = heat.grid().stream().flatMap(List::stream).allMatch(value -> value == 0);
        figure(heat.picture(), "as the model reads it");
        figure(heat.overlay(), cold ? "nothing here speaks for the category" : "what speaks for the category");
    }

    private void figure(byte[] png, String caption) {
        add(
                "<figure><img alt=\"%s\" src=\"data:image/png;base64,%s\"><figcaption>%s</figcaption></figure>",
                caption, Base64.getEncoder().encodeToString(png), caption);
    }

    private static String percent(double probability) {
        if (probability > 0.9999 || probability < 0.0001) {
            return probability > 0.5 ? "&gt; 99.99 %" : "&lt; 0.01 %";
        }
        return String.format(Locale.ROOT, "%.2f %%", 100 * probability);
    }

    private void add(String format, Object... values) {
        html.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
