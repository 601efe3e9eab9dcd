package io.aisle.cli.send;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.aisle.cli.ledger.Ledger;
import io.aisle.cli.screen.CommandFailed;
import io.aisle.cli.screen.Screen;
import io.aisle.cli.workplace.Durations;
import io.aisle.cli.workplace.Figures;
import io.aisle.cli.workplace.Workplace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code send FILE}: products in, with an answer for each line. */
@Command(
        name = "send",
        description = "Send products, one JSON object per line; exit 0 only when every line was accepted.")
public final class SendCommand implements Callable<Integer> {
    @Mixin
    private Workplace workplace = new Workplace();

    @Mixin
    private Figures figures = new Figures();

    @Parameters(paramLabel = "FILE", description = "A .jsonl or .jsonl.gz file, or - for standard input.")
    private String file = "-";

    @Option(names = "--source", paramLabel = "URL", description = "Address of a source app (default: the platform's).")
    private @Nullable URI source;

    @Option(
            names = "--concurrency",
            defaultValue = "4",
            description = "Requests at a time (default: ${DEFAULT-VALUE}).")
    private int concurrency = 4;

    @Option(
            names = "--patience",
            defaultValue = "2m",
            converter = Durations.class,
            description = "How long lines are sent again while the source takes none (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ofMinutes(2);

    private final Screen screen = Screen.standard();

    @Override
    public Integer call() {
        URI target = source == null ? workplace.endpoints().source() : source;
        try (BufferedReader lines = open();
                Ledger ledger = Ledger.open(workplace.ledger());
                var ignored = new SendingProgress(screen)) {
            var sender = new Sender(target, ledger, concurrency, Sender.LINES, patience);
            ignored.follow(sender.sending());
            sender.send(lines.lines().map(line -> line.getBytes(ISO_8859_1)).iterator());
            return finish(sender.sending());
        } catch (IOException e) {
            throw new CommandFailed("cannot read " + file, "Check the file; .gz files must be gzip", e);
        }
    }

    private int finish(Sending sent) {
        SendingProgress.summary(screen, sent);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("lines", sent.lines());
        shown.put("accepted", sent.accepted());
        shown.put("rejected", sent.rejected());
        shown.put("unanswered", sent.unanswered());
        shown.put("repeated", sent.repeated());
        shown.put("acceptedPerSecond", sent.rate());
        figures.write(shown, screen);
        screen.say(
                sent.unanswered() > 0
                        ? "Next: ./aisle status, then send the file again; repeated lines do no harm."
                        : "Next: ./aisle account --wait 30s.");
        return sent.rejected() == 0 && sent.unanswered() == 0 ? 0 : 1;
    }

    private BufferedReader open() throws IOException {
        InputStream bytes = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
        InputStream text = file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        // One character per byte: what is not valid UTF-8 must reach the source as it is, and be refused there.
        return new BufferedReader(new InputStreamReader(text, ISO_8859_1), 1 << 16);
    }
}
