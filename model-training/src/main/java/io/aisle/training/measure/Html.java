package io.aisle.training.measure;

import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A page under construction. Everything that comes from data goes through {@link #text}. */
final class Html {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:1120px;margin:2.5em auto;padding:0 1.2em;color:#1c2024}
            h1{font-size:1.7em;margin-bottom:.2em}h2{margin:2.4em 0 .3em;font-size:1.25em}
            table{border-collapse:collapse;margin:.8em 0;font-variant-numeric:tabular-nums}
            th,td{padding:.3em .8em;text-align:right;vertical-align:top;border-bottom:1px solid #e3e5e8;white-space:nowrap}
            th:first-child,td:first-child,td.text,th.text{text-align:left;white-space:normal}
            th{background:#f3f4f6;font-weight:600}tr.final td{font-weight:600;background:#f6faf6}
            img.product{max-height:72px;max-width:72px}img.plot{width:545px;max-width:100%}
            .note{color:#5a6270;max-width:52em}.warn{background:#fff6e5;border-left:4px solid #d99a1c;padding:.5em 1em}
            .title{display:block;color:#5a6270;font-size:.9em;white-space:normal}
            .right{color:#1a7f37}.wrong{color:#b3261e}
            """;

    private final StringBuilder html = new StringBuilder();

    Html(String title) {
        html.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>")
                .append(text(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style><h1>")
                .append(text(title))
                .append("</h1>\n");
    }

    /** Appends as it stands; values are formatted, not escaped. */
    Html add(String format, Object... values) {
        html.append(String.format(Locale.ROOT, format, values));
        return this;
    }

    /** A heading and, unless it is empty, what one should know about what follows. */
    Html section(String title, String note) {
        add("%n<h2>%s</h2>", title);
        return note.isEmpty() ? this : add("<p class=note>%s</p>", note);
    }

    /** Begins a table: a heading that ends in {@code _} is of a column of text, as the first is. */
    Html table(String... headings) {
        html.append("<table><tr>");
        for (String heading : headings) {
            boolean isText = heading.endsWith("_");
            add("<th%s>%s", isText ? " class=text" : "", isText ? heading.substring(0, heading.length() - 1) : heading);
        }
        return this;
    }

    Html end() {
        html.append("</table>\n");
        return this;
    }

    String done() {
        return html.append("</html>\n").toString();
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "<td>" : String.format(Locale.ROOT, "<td>%.1f %%", 100 * share);
    }

    static String picture(byte @Nullable [] jpeg) {
        return jpeg == null
                ? ""
                : "<img class=product alt=\"\" src=\"data:image/jpeg;base64,"
                        + Base64.getEncoder().encodeToString(jpeg) + "\">";
    }

    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
