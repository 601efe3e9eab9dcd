package io.aisle.training.measure;

import static io.aisle.training.measure.Html.percent;
import static io.aisle.training.measure.Html.text;

import io.aisle.contract.Classification.Head;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page's errors: by category, by confusion, and products to look at. */
final class ErrorSections {
    private static final int CONFUSIONS = 30;
    private static final int ROWS = 40;

    private final Evaluation evaluation;
    private final Html html;

    ErrorSections(Evaluation evaluation, Html html) {
        this.evaluation = evaluation;
        this.html = html;
    }

    void write() {
        errors();
        confusions();
        categories();
        examples(
                "Where it was surest, and wrong",
                "Often the label is what is wrong.",
                evaluation.examples().surestErrors());
        examples("Drawn blindly", "", evaluation.examples().drawn());
    }

    private void errors() {
        List<ErrorTable.Row> rows = ErrorTable.of(evaluation.judged()).rows();
        html.section(
                        "Errors of each category",
                        "Most errors first" + (rows.size() > ROWS ? ", the first " + ROWS + " of " + rows.size() : "")
                                + "; all are in report.json. Few products: more data. One wrong answer with words in common:"
                                + " a rule (<code>./aisle rules propose</code>). Sure and wrong: look at the labels. A head"
                                + " that knew better: the inputs contradict each other, or the fused head does not trust it.")
                .table("category", "products", "right", "accuracy", "commonest wrong answers_", "a head knew better_");
        rows.stream()
                .limit(ROWS)
                .forEach(row -> html.add(
                        "<tr><td>%s<td>%,d<td>%,d%s<td class=text>%s<td class=text>%s",
                        text(row.category()),
                        row.products(),
                        row.right(),
                        percent(row.accuracy()),
                        row.wrong().stream().map(ErrorSections::answer).collect(Collectors.joining()),
                        knew(row.knewBetter())));
        html.end();
    }

    private static String answer(ErrorTable.WrongAnswer wrong) {
        return String.format(
                        Locale.ROOT,
                        "<div>%s: %,d, %.0f %% sure",
                        text(wrong.answer()),
                        wrong.products(),
                        100 * wrong.confidence())
                + wrong.titles().stream()
                        .map(title -> "<span class=title>" + text(title) + "</span>")
                        .collect(Collectors.joining())
                + "</div>";
    }

    private static String knew(Map<Head, Integer> heads) {
        return heads.entrySet().stream()
                .map(entry -> Report.name(entry.getKey()) + "&nbsp;" + entry.getValue())
                .collect(Collectors.joining("<br>"));
    }

    private void confusions() {
        html.section("What it mixes up", "").table("truth", "answer_", "products");
        evaluation
                .afterRules()
                .leaf()
                .confusions(CONFUSIONS)
                .forEach(one -> html.add(
                        "<tr><td>%s<td class=text>%s<td>%,d", text(one.truth()), text(one.answer()), one.products()));
        html.end();
    }

    private void categories() {
        html.section(
                        "Each category",
                        "Worst first. Recall: of its products, those that were put into it. Precision: of what was put into"
                                + " it, what belongs there.")
                .table("category", "products", "recall", "precision", "F1", "F1 before rules");
        Map<String, Double> before = new HashMap<>();
        evaluation.of(Head.FUSED).leaf().categories().forEach(one -> before.put(one.name(), one.f1()));
        evaluation.afterRules().leaf().categories().stream()
                .sorted(Comparator.comparingDouble(Tally.Category::f1).thenComparing(Tally.Category::name))
                .forEach(one -> html.add(
                        "<tr><td>%s<td>%,d%s%s%s%s",
                        text(one.name()),
                        one.products(),
                        one.products() == 0 ? "<td>" : percent(one.recall()),
                        one.answered() == 0 ? "<td>" : percent(one.precision()),
                        percent(one.f1()),
                        percent(before.getOrDefault(one.name(), 0.0))));
        html.end();
    }

    private void examples(String title, String note, List<Examples.Example> examples) {
        if (examples.isEmpty()) {
            return;
        }
        html.section(title, note).table("product", "picture_", "truth_", "answer_", "sure", "heads_");
        for (Examples.Example example : examples) {
            Judged judged = example.judged();
            html.add(
                    "<tr><td>%s<td class=text>%s<td class=text>%s<td class=\"text %s\">%s%s<td class=text>%s",
                    text(judged.name()),
                    Html.picture(example.picture()),
                    text(judged.truth()),
                    judged.isRight() ? "right" : "wrong",
                    text(judged.answer()),
                    percent(judged.confidence()),
                    heads(judged));
        }
        html.end();
    }

    /** What each head by itself would have said. */
    private static String heads(Judged judged) {
        return judged.heads().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(entry -> entry.getKey() != Head.FUSED)
                .map(entry -> String.format(
                        Locale.ROOT,
                        "<span class=\"title %s\">%s: %s</span>",
                        judged.knew(entry.getKey()) ? "right" : "wrong",
                        Report.name(entry.getKey()),
                        text(entry.getValue())))
                .collect(Collectors.joining());
    }
}
