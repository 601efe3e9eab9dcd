package io.aisle.platform;

import io.aisle.platform.ComponentStatus.State;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that was started.
 *
 * @param ledger what was started
 * @param apps finds the apps' processes
 */
record StatusReport(Ledger ledger, AppProcesses apps) {

    List<ComponentStatus> components() {
        Ledger.Content content = ledger.read();
        Stream<ComponentStatus> own =
                content.processes().stream().map(process -> component(process, content.endpoints()));
        Stream<ComponentStatus> components = Stream.concat(own, external(content));
        return Stream.concat(components, instances(content.endpoints())).toList();
    }

    /** Broker and store that were there before the platform. */
    private static Stream<ComponentStatus> external(Ledger.Content content) {
        Endpoints endpoints = content.endpoints();
        if (endpoints == null) {
            return Stream.empty();
        }
        List<String> own =
                content.processes().stream().map(ManagedProcess::name).toList();
        Map<String, BooleanSupplier> answers = Map.of(
                BrokerNode.BROKER, () -> Broker.answers(endpoints.amqp()),
                DocumentStore.STORE, () -> DocumentStore.answers(endpoints.mongo()));
        return answers.entrySet().stream()
                .filter(component -> !own.contains(component.getKey()))
                .map(component ->
                        external(component.getKey(), component.getValue().getAsBoolean()));
    }

    private static ComponentStatus external(String name, boolean answers) {
        return new ComponentStatus(name, answers ? State.UP : State.DOWN, "not started here", 0, 0, 0, null, null);
    }

    private static ComponentStatus component(ManagedProcess process, @Nullable Endpoints endpoints) {
        boolean answers = Ports.answers(process.port());
        State state = !process.isAlive() ? State.DOWN : answers ? State.UP : State.STARTING;
        return new ComponentStatus(
                process.name(),
                state,
                process.kind(),
                process.pid(),
                process.port(),
                residentBytes(process.pid()),
                url(process.name(), endpoints),
                process.logFile());
    }

    private static @Nullable URI url(String component, @Nullable Endpoints endpoints) {
        if (endpoints == null) {
            return null;
        }
        return switch (component) {
            case Servers.DATAFLOW -> endpoints.dashboard();
            case Servers.SKIPPER -> endpoints.skipper();
            default -> null;
        };
    }

    private Stream<ComponentStatus> instances(@Nullable Endpoints endpoints) {
        if (endpoints == null || !Http.isOk(endpoints.dataflow().resolve("/about"))) {
            return apps.all().stream().map(StatusReport::orphan);
        }
        return new Instances(apps)
                .read(new DataflowClient(endpoints.dataflow()).runtime()).stream()
                        .map(StatusReport::component);
    }

    /** An app whose servers are gone. */
    private static ComponentStatus orphan(ProcessHandle app) {
        return new ComponentStatus(
                "app", State.STARTING, "app without a server", app.pid(), 0, residentBytes(app.pid()), null, null);
    }

    private static ComponentStatus component(AppInstance instance) {
        State state = instance.isHealthy() ? State.UP : instance.isAlive() ? State.STARTING : State.DOWN;
        String name = String.format(Locale.ROOT, "%s.%s-%d", instance.stream(), instance.app(), instance.index());
        URI url = instance.url();
        return new ComponentStatus(
                name,
                state,
                "app",
                instance.pid(),
                url == null ? 0 : url.getPort(),
                residentBytes(instance.pid()),
                url,
                instance.logFile());
    }

    /** Resident memory as Linux tells it; 0 elsewhere and for a process that is gone. */
    private static long residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException unknown) {
            return 0;
        }
    }
}
