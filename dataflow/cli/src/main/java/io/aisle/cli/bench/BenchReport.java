package io.aisle.cli.bench;

import io.aisle.cli.screen.Screen;
import io.aisle.cli.screen.Table;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the bench measured.
 *
 * @param best the measurement at saturation
 * @param engine what computed the answers
 * @param precision number format of its weights
 * @param alone the engine by itself; null when the classifier has no benchmark mode
 * @param refused products the source did not take
 * @param missing accepted products that never came to the store
 * @param lineBytes mean size of a product, picture included
 */
record BenchReport(
        Saturation.Measurement best,
        String engine,
        String precision,
        @Nullable EngineAlone alone,
        long refused,
        int missing,
        long lineBytes) {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** Something was stored, and nothing accepted is missing. */
    boolean isGood() {
        return best.stored() > 0 && missing == 0;
    }

    void show(Screen screen) {
        Table table = Table.of("figure", "value");
        table.row("products per second, accepted to stored", number(best.perSecond()));
        table.row("engine alone, tensors ready, per second", alone == null ? "-" : number(alone.productsPerSecond()));
        table.row("latency p50 (ms)", number(best.latencies().millis(0.50)));
        table.row("latency p95 (ms)", number(best.latencies().millis(0.95)));
        table.row("latency p99 (ms)", number(best.latencies().millis(0.99)));
        table.row("products under way", best.window());
        table.row("products measured", best.stored());
        table.row("refused at the door", refused);
        table.row("accepted and missing", missing);
        screen.show(
                String.format(
                        Locale.ROOT,
                        "Bench: engine %s %s, %d cores, pictures of 300 to 1000 pixels",
                        engine,
                        precision,
                        CORES),
                table);
        Table cpu = Table.of("process", "CPU ms per product");
        best.cpuMillis().forEach((name, millis) -> cpu.row(name, String.format(Locale.ROOT, "%.2f", millis)));
        screen.show("Processor time", cpu);
        if (alone == null) {
            screen.say("The engine alone was not measured: this build of processor-classify has no benchmark mode.");
        }
        screen.say(
                isGood()
                        ? "Nothing accepted is missing."
                        : "NOT good: see 'accepted and missing', and the apps' logs.");
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("productsPerSecond", best.perSecond());
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("p50", best.latencies().millis(0.50));
        latency.put("p95", best.latencies().millis(0.95));
        latency.put("p99", best.latencies().millis(0.99));
        figures.put("latencyMillis", latency);
        figures.put("cpuMillisPerProduct", best.cpuMillis());
        figures.put("engineAlonePerSecond", alone == null ? null : alone.productsPerSecond());
        figures.put("engine", engine);
        figures.put("precision", precision);
        figures.put("inputSize", alone == null ? null : alone.inputSize());
        figures.put("cores", CORES);
        figures.put("window", best.window());
        figures.put("productsMeasured", best.stored());
        figures.put("refused", refused);
        figures.put("missing", missing);
        figures.put("meanLineBytes", lineBytes);
        return figures;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
