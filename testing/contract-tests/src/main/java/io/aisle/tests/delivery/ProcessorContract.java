package io.aisle.tests.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import io.aisle.contract.Codec;
import io.aisle.contract.DeadLetter;
import io.aisle.contract.Headers;
import io.aisle.platform.Broker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What every processor must do, with its real app and a real RabbitMQ. */
public abstract class ProcessorContract {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static Broker broker;
    private static Wire wire;

    private final List<ConfigurableApplicationContext> apps = new ArrayList<>();
    private String run = "";
    private String dead = "";

    /** One message as it enters the processor. */
    public record Input(String routingKey, byte[] payload, String kind) {}

    /** The app's main class. */
    protected abstract Class<?> application();

    /** Name of the stage in dead letters. */
    protected abstract String stage();

    /** All the messages that together make one output for this product. */
    protected abstract List<Input> inputs(String productId, long version);

    /** A message that breaks the contract. */
    protected abstract Input malformed();

    /** Properties of this app beside its bindings. */
    protected List<String> properties() {
        return List.of();
    }

    @BeforeAll
    static void connect(@TempDir Path home) throws Exception {
        broker = Broker.start(home, line -> {});
        wire = Wire.to(broker.uri());
    }

    @AfterAll
    static void disconnect() throws Exception {
        wire.close();
        broker.close();
    }

    @BeforeEach
    void nameTheRun() {
        run = "r" + System.nanoTime();
        dead = wire.listen("dead");
    }

    @AfterEach
    void stopApps() {
        apps.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void givesOneOutputWithIdAndTraceKept() {
        start();
        String output = wire.listen(run + "-out");
        send("p-1", 3);

        GetResponse answer = wire.take(output);
        assertThat(header(answer, Headers.PRODUCT_ID)).isEqualTo("p-1");
        assertThat(header(answer, Headers.VERSION)).isEqualTo("3");
        assertThat(header(answer, Headers.ACCEPTED_AT)).isEqualTo("2026-11-21T10:15:30Z");
        assertThat(header(answer, Headers.TRACE_PARENT)).isEqualTo(TRACE);
        assertThat(wire.ready(output)).isZero();
    }

    @Test
    void deadLettersTheMalformedAndGoesOn() {
        start();
        String output = wire.listen(run + "-out");
        for (int i = 0; i < 20; i++) {
            send("p-" + i, 1);
            if (i % 5 == 0) {
                publish(malformed(), Map.of());
            }
        }
        assertThat(ids(wire.take(output, 20))).hasSize(20);
        for (GetResponse response : wire.take(dead, 4)) {
            DeadLetter letter = Codec.decode(response.getBody(), DeadLetter.class);
            assertThat(letter.stage()).isEqualTo(stage());
            assertThat(letter.reason()).isEqualTo("malformed");
            assertThat(letter.detail()).isNotBlank();
            assertThat(letter.payload()).isEqualTo(malformed().payload());
            assertThat(letter.exchange()).isEqualTo(run + "-in");
        }
        assertThat(wire.ready(dead)).isZero();
        assertThat(settled("dead")).isEqualTo(4);
    }

    @Test
    void saysTheSameOfTheSameProduct() {
        start();
        String output = wire.listen(run + "-out");
        send("p-1", 1);
        String first = stable(wire.take(output));
        send("p-2", 1);
        String second = stable(wire.take(output));
        assertThat(second).isEqualTo(first.replace("p-1", "p-2"));
    }

    @Test
    void losesNothingWhenItDiesBeforeItCouldPublish() {
        start();
        IntStream.range(0, 10).forEach(i -> send("p-" + i, 1));
        await().until(() -> waiting() > 0);
        apps.remove(0).close();

        String output = wire.listen(run + "-out");
        start();
        assertThat(ids(wire.take(output, 10))).hasSize(10);
    }

    private void start() {
        apps.add(SpringApplication.run(application(), arguments()));
    }

    private String[] arguments() {
        return Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--spring.rabbitmq.addresses=" + broker.uri(),
                                "--spring.cloud.stream.bindings.input.destination=" + run + "-in",
                                "--spring.cloud.stream.bindings.input.group=" + stage(),
                                "--spring.cloud.stream.bindings.output.destination=" + run + "-out",
                                "--aisle.delivery.max-back-off=500ms"),
                        properties().stream())
                .toArray(String[]::new);
    }

    private void send(String productId, long version) {
        Map<String, String> headers = Map.of(
                Headers.PRODUCT_ID,
                productId,
                Headers.VERSION,
                Long.toString(version),
                Headers.ACCEPTED_AT,
                "2026-11-21T10:15:30Z",
                Headers.TRACE_PARENT,
                TRACE);
        inputs(productId, version).forEach(input -> publish(input, headers));
    }

    private void publish(Input input, Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put(Headers.KIND, input.kind());
        wire.publish(run + "-in", input.routingKey(), input.payload(), all);
    }

    private static Set<String> ids(List<GetResponse> responses) {
        return responses.stream()
                .map(response -> header(response, Headers.PRODUCT_ID))
                .collect(Collectors.toSet());
    }

    private static String header(GetResponse response, String name) {
        return String.valueOf(response.getProps().getHeaders().get(name));
    }

    /** The payload without the time at which it was made. */
    private static String stable(GetResponse response) {
        return new String(response.getBody(), StandardCharsets.UTF_8)
                .replaceAll("\"classifiedAt\":\"[^\"]*\"", "\"classifiedAt\":\"\"");
    }

    private double waiting() {
        return meters().get("aisle.stage.held").gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    private double settled(String outcome) {
        return meters().get("aisle.stage.settled").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private io.micrometer.core.instrument.MeterRegistry meters() {
        return apps.get(0).getBean(io.micrometer.core.instrument.MeterRegistry.class);
    }
}
