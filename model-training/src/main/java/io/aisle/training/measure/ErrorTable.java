package io.aisle.training.measure;

import io.aisle.contract.Classification.Head;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The errors of each category, most errors first, as NAVER's team read them to decide between more data, a rule and
 * better labels (DEVIEW 2019).
 */
record ErrorTable(List<Row> rows) {
    /** Wrong answers named for each category. */
    private static final int ANSWERS = 3;

    private static final int TITLES = 2;

    /**
     * One true category.
     *
     * @param wrong its commonest wrong answers, at most three
     * @param knewBetter wrongly answered products that a head by itself had right
     */
    record Row(String category, int products, int right, List<WrongAnswer> wrong, Map<Head, Integer> knewBetter) {
        int errors() {
            return products - right;
        }

        double accuracy() {
            return (double) right / products;
        }
    }

    /**
     * @param confidence mean over the products
     * @param titles of some of them, the surest first
     */
    record WrongAnswer(String answer, int products, double confidence, List<String> titles) {}

    static ErrorTable of(List<Judged> judged) {
        Map<String, List<Judged>> byTruth = new TreeMap<>();
        judged.forEach(one ->
                byTruth.computeIfAbsent(one.truth(), any -> new ArrayList<>()).add(one));
        List<Row> rows = new ArrayList<>();
        byTruth.forEach((truth, all) -> {
            List<Judged> wrong = all.stream().filter(one -> !one.isRight()).toList();
            if (!wrong.isEmpty()) {
                rows.add(new Row(truth, all.size(), all.size() - wrong.size(), answers(wrong), knewBetter(wrong)));
            }
        });
        rows.sort(Comparator.comparingInt(Row::errors).reversed());
        return new ErrorTable(rows);
    }

    private static List<WrongAnswer> answers(List<Judged> wrong) {
        Map<String, List<Judged>> byAnswer = new TreeMap<>();
        wrong.forEach(one ->
                byAnswer.computeIfAbsent(one.answer(), any -> new ArrayList<>()).add(one));
        return byAnswer.values().stream()
                .map(ErrorTable::answer)
                .sorted(Comparator.comparingInt(WrongAnswer::products).reversed())
                .limit(ANSWERS)
                .toList();
    }

    private static WrongAnswer answer(List<Judged> same) {
        return new WrongAnswer(
                same.get(0).answer(),
                same.size(),
                same.stream().mapToDouble(Judged::confidence).average().orElse(0),
                same.stream()
                        .sorted(Comparator.comparingDouble(Judged::confidence).reversed())
                        .limit(TITLES)
                        .map(Judged::name)
                        .toList());
    }

    private static Map<Head, Integer> knewBetter(List<Judged> wrong) {
        Map<Head, Integer> counts = new EnumMap<>(Head.class);
        for (Head head : Head.values()) {
            int knew = (int) wrong.stream().filter(one -> one.knew(head)).count();
            if (knew > 0) {
                counts.put(head, knew);
            }
        }
        return counts;
    }

    /** As it stands in the report's JSON. */
    List<Map<String, Object>> figures() {
        return rows.stream().map(ErrorTable::figures).toList();
    }

    private static Map<String, Object> figures(Row row) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("category", row.category());
        figures.put("products", row.products());
        figures.put("right", row.right());
        figures.put("accuracy", row.accuracy());
        figures.put("wrongAnswers", row.wrong());
        Map<String, Integer> knew = new LinkedHashMap<>();
        row.knewBetter().forEach((head, count) -> knew.put(Report.name(head), count));
        figures.put("headsThatKnew", knew);
        return figures;
    }
}
