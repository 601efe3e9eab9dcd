package io.aisle.training.measure;

import static io.aisle.training.measure.Html.text;

import io.aisle.contract.Classification.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report for people: first what it is about and what to doubt, then the figures, then the errors. */
final class Page {
    /** Names of categories in a sentence. */
    private static final int NAMED = 12;

    private final Evaluation evaluation;
    private final @Nullable Evaluation against;
    private final boolean curve;
    private final Html html;

    Page(Evaluation evaluation, @Nullable Evaluation against, boolean curve) {
        this.evaluation = evaluation;
        this.against = against;
        this.curve = curve;
        this.html = new Html(evaluation.title());
    }

    String html() {
        html.add(
                "<p>%,d products, %,d classes in the model, %s on this machine. Rules: %s.</p>",
                evaluation.judged().size(), evaluation.release().categories().size(), evaluation.speed(), rules());
        doubts().forEach(doubt -> html.add("<p class=warn>%s</p>", doubt));
        new ScoreSections(evaluation, html).write(curve);
        if (against != null) {
            new Comparison(evaluation, against).write(html);
        }
        new ErrorSections(evaluation, html).write();
        return html.done();
    }

    private String rules() {
        int count = evaluation.rules().rules().size();
        return count == 0
                ? "none"
                : String.format(
                        Locale.ROOT, "%d, version %d", count, evaluation.rules().version());
    }

    /** What a reader must know before believing a figure, a sentence each. */
    List<String> doubts() {
        Fit fit = evaluation.fit();
        List<String> doubts = new ArrayList<>();
        int products = evaluation.judged().size();
        if (!fit.unknown().isEmpty()) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d products belong to %,d categories that the model does not have. Each counts as wrong: %s.",
                    fit.productsOfUnknownClasses(),
                    products,
                    fit.unknown().size(),
                    unknown(fit)));
        }
        if (!fit.unseen().isEmpty()) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "%,d of the model's %,d categories have no product here, so nothing is known about them: %s.",
                    fit.unseen().size(),
                    evaluation.release().categories().size(),
                    some(fit.unseen())));
        }
        if (!fit.hasSameDepths()) {
            doubts.add("The trees differ in depth. Levels of the model's categories: " + depths(fit.modelDepths())
                    + "; of the data's: " + depths(fit.dataDepths()) + ".");
        }
        fit.missing().forEach((head, count) -> missing(head, count, products, doubts));
        if (!evaluation.leftOut().isEmpty()) {
            doubts.add("Left out, whole lines or a picture or date of one: " + text(evaluation.leftOut()) + ".");
        }
        if (fit.repeated() > 0) {
            doubts.add(String.format(
                    Locale.ROOT, "%,d products come with an id that came before; each is counted.", fit.repeated()));
        }
        return doubts;
    }

    private static void missing(Head head, int count, int products, List<String> doubts) {
        String what =
                switch (head) {
                    case NAME -> "a name with a word in it";
                    case MALL_CATEGORY -> "a category of the mall";
                    case IMAGE -> "a picture that could be read";
                    case FUSED -> "anything";
                };
        if (count == products) {
            doubts.add("No product has " + what + ": there is nothing to say about that head.");
        } else if (count > 0) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d products are without %s; that head is not asked about them.",
                    count,
                    products,
                    what));
        }
    }

    private static String unknown(Fit fit) {
        return some(fit.unknown().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(entry -> entry.getKey() + " (" + entry.getValue()
                        + (fit.inner().contains(entry.getKey()) ? ", the model's categories lie below it" : "") + ")")
                .toList());
    }

    private static String some(List<String> names) {
        String rest = names.size() > NAMED ? String.format(Locale.ROOT, " and %,d more", names.size() - NAMED) : "";
        return text(names.stream().limit(NAMED).collect(Collectors.joining("; "))) + rest;
    }

    private static String depths(Map<Integer, Integer> depths) {
        return depths.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + String.format(Locale.ROOT, "%,d", entry.getValue()) + ")")
                .collect(Collectors.joining(", "));
    }
}
