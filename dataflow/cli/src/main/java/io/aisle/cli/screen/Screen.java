package io.aisle.cli.screen;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where commands write: plain lines in UTF-8, whole lines only, so that it reads the same in a log. Thread-safe. */
public final class Screen {
    private final PrintStream out;

    public Screen(PrintStream out) {
        this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /** The process's standard output. */
    public static Screen standard() {
        return new Screen(System.out);
    }

    /** One line, {@link String#format} style. */
    public void say(String format, Object... arguments) {
        say(String.format(Locale.ROOT, format, arguments));
    }

    /** One line as it is. */
    public synchronized void say(String line) {
        out.println(line);
    }

    /** A blank line, a heading and a table. */
    public synchronized void show(String heading, Table table) {
        out.println();
        out.println(heading);
        table.lines().forEach(line -> out.println("  " + line));
    }
}
