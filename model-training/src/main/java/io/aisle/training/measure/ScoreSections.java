package io.aisle.training.measure;

import static io.aisle.training.measure.Html.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page's figures: scores of each head, without pictures, down to which depth, how sure, how it learned. */
final class ScoreSections {
    private final Evaluation evaluation;
    private final Html html;

    ScoreSections(Evaluation evaluation, Html html) {
        this.evaluation = evaluation;
        this.html = html;
    }

    void write(boolean curve) {
        scores(
                "Accuracy",
                "Each head is asked about the products that have what it reads. <b>fused</b> reads everything together,"
                        + " <b>final</b> is fused after the rules. At a level, the probabilities of the leaves below each"
                        + " node are summed, and only products whose label reaches that level count.",
                Tally::accuracy);
        scores("Macro-F1", "Every category counts the same, however few products it has.", Tally::macroF1);
        missingPictures();
        depth();
        reliability();
        if (curve) {
            html.section("How it learned", "On products held out while it learned.")
                    .add("<img class=plot src=\"learning.png\" alt=\"learning curve\">")
                    .add("<img class=plot src=\"loss.png\" alt=\"loss of each epoch\">");
        }
    }

    private interface Score {
        double of(Tally tally);
    }

    private void scores(String title, String note, Score score) {
        int levels = evaluation.levels().deepest();
        List<String> headings = new ArrayList<>(List.of("from", "products"));
        for (int level = 1; level <= levels; level++) {
            headings.add("level " + level);
        }
        headings.add("leaf");
        html.section(title, note).table(headings.toArray(String[]::new));
        Report.cards(evaluation).forEach((name, card) -> {
            if (card.products() > 0) {
                html.add(
                        "<tr%s><td>%s<td>%,d",
                        name.equals("final") ? " class=final" : "", label(name), card.products());
                for (int level = 0; level < levels; level++) {
                    html.add("%s", percent(score.of(card.level(level))));
                }
                html.add("%s", percent(score.of(card.leaf())));
            }
        });
        html.end();
    }

    private static String label(String name) {
        return switch (name) {
            case "mallCategory" -> "mall category";
            case "image" -> "picture";
            default -> name;
        };
    }

    private void missingPictures() {
        MissingPictures missing = evaluation.missing();
        if (missing.pictures() == 0) {
            return;
        }
        html.section(
                        "When pictures are missing",
                        String.format(
                                Locale.ROOT,
                                "The final answer to the same products. %,d of %,d have a picture.",
                                missing.pictures(),
                                evaluation.judged().size()))
                .table("pictures", "leaf accuracy", "lost, points", "macro-F1");
        missingRow("all there are", evaluation.afterRules());
        missingRow(String.format(Locale.ROOT, "%.0f %% taken away", 100 * missing.share()), missing.some());
        missingRow("none", missing.all());
        html.end();
    }

    private void missingRow(String name, Scorecard card) {
        double lost = 100 * (evaluation.afterRules().leafAccuracy() - card.leafAccuracy());
        html.add(
                "<tr><td>%s%s<td>%.2f%s",
                name, percent(card.leafAccuracy()), lost, percent(card.leaf().macroF1()));
    }

    private void depth() {
        int deepest = evaluation.levels().deepest();
        List<String> headings = new ArrayList<>(List.of("probability at least", "answered", "right, of these"));
        headings.add("down to the leaf");
        for (int level = deepest - 1; level > 0; level--) {
            headings.add("only to level " + level);
        }
        headings.add("no answer");
        html.section(
                        "How far down it can be trusted",
                        "Each product is answered by the deepest node of its path that is sure enough: an uncertain leaf"
                                + " still gives a certain parent.")
                .table(headings.toArray(String[]::new));
        for (double threshold : TrustedDepth.THRESHOLDS) {
            TrustedDepth depth = TrustedDepth.of(threshold, evaluation.judged(), deepest);
            html.add(
                    "<tr><td>%.2f%s%s%s",
                    threshold,
                    percent(depth.coverage()),
                    percent(depth.accuracy()),
                    percent(depth.share(depth.wholly())));
            for (int level = deepest - 1; level >= 0; level--) {
                html.add("%s", percent(depth.share(depth.toLevel()[level])));
            }
        }
        html.end();
    }

    private void reliability() {
        html.section(
                        "Is it as sure as it should be?",
                        "On the diagonal, of the products it is 80 % sure of 80 % are right; below it is too sure, above"
                                + " not sure enough. The error is the expected calibration error over "
                                + Reliability.BINS + " bins.")
                .table("from", "calibration error");
        Report.cards(evaluation).forEach((name, card) -> {
            if (card.products() > 0) {
                html.add("<tr><td>%s<td>%.3f", label(name), card.reliability().expectedError());
            }
        });
        html.end()
                .add("<img class=plot src=\"reliability.png\" alt=\"reliability diagram\">")
                .add("<img class=plot src=\"confidence.png\" alt=\"how many products at which confidence\">");
    }
}
