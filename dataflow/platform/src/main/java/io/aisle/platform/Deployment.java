package io.aisle.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the streams into being on a running Data Flow server and keeps them whole.
 *
 * @param dataflow the server
 * @param files definitions and properties
 * @param processes finds the apps' processes
 * @param classifiers how the classifier is deployed
 * @param models the registry of model releases, which need not be there
 * @param sourcePort where the source listens, the same after every restart
 */
record Deployment(
        DataflowClient dataflow,
        StreamFiles files,
        AppProcesses processes,
        Classifiers classifiers,
        Path models,
        int sourcePort) {

    /** Six apps starting together on two busy cores need most of a minute; a first image of a model more. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(300);

    /** An app may end at its start because a dependency was slow; one that ends three times has a reason of its own. */
    private static final int MOST_ATTEMPTS = 3;

    private static final int SOME_HAVE_ENDED = -2;

    /** Each question makes two servers ask every app, on the cores the apps need to start. */
    private static final Duration ASKING_PAUSE = Duration.ofSeconds(1);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(45);

    /**
     * Registers, creates and deploys what is not there yet, replaces what has died, and waits until all is healthy.
     *
     * @throws PlatformFailure with the last words of an app that ends again and again or does not become healthy
     */
    void complete(Progress progress) {
        List<StreamDefinition> missing = files.streams().stream()
                .filter(stream -> !dataflow.exists(stream.name()))
                .toList();
        if (!missing.isEmpty()) {
            dataflow.register(files.imports());
            missing.forEach(dataflow::create);
            progress.say("apps registered, streams created: " + names(missing));
        }
        for (int attempt = 1; !deployedAndHealthy(progress); attempt++) {
            if (attempt == MOST_ATTEMPTS) {
                instances().stream().filter(one -> !one.isHealthy()).findFirst().ifPresent(Deployment::fail);
            }
        }
    }

    /** False if an app has ended meanwhile. */
    private boolean deployedAndHealthy(Progress progress) {
        undeployDead(progress);
        List<StreamDefinition> idle =
                files.streams().stream().filter(this::isIdle).toList();
        progress.say(idle.isEmpty() ? "all streams are deployed" : "deploying: " + names(idle));
        deploy(idle);
        return isHealthy(progress);
    }

    /** The deployer counts dead processes and leaves them so; only a new deployment brings them back. */
    private void undeployDead(Progress progress) {
        List<String> broken = instances().stream()
                .filter(instance -> instance.state().equals("failed"))
                .map(AppInstance::stream)
                .distinct()
                .toList();
        broken.forEach(stream -> {
            progress.say("an app of stream " + stream + " has died: deploying it again");
            undeploy(stream);
        });
    }

    /** The deployer does not wait for the old process, which may still hold the port or the file. */
    private void undeploy(String stream) {
        List<ProcessHandle> old = instances().stream()
                .filter(instance -> instance.stream().equals(stream))
                .flatMap(instance -> ProcessHandle.of(instance.pid()).stream())
                .toList();
        dataflow.undeploy(stream);
        old.forEach(handle -> ManagedProcess.terminate(handle, STOP_PATIENCE));
        Patience.until(STOP_PATIENCE, () -> dataflow.state(stream).equals("undeployed"));
    }

    private boolean isIdle(StreamDefinition stream) {
        return dataflow.state(stream.name()).equals("undeployed");
    }

    /** Beside each other: Skipper takes some seconds for each, and the queues are declared from both ends. */
    private void deploy(List<StreamDefinition> streams) {
        Together.run(streams.stream()
                .<Together.Step>map(stream -> () -> dataflow.deploy(stream.name(), propertiesOf(stream)))
                .toList());
    }

    private Map<String, String> propertiesOf(StreamDefinition stream) {
        Map<String, String> properties = new HashMap<>(files.propertiesOf(stream));
        if (stream.apps().contains("source-app")) {
            properties.put("app.source-app.server.port", Integer.toString(sourcePort));
        }
        if (stream.apps().contains("processor-classify")) {
            String instances = Integer.toString(classifiers.instances());
            properties.put("deployer.processor-classify.count", instances);
            properties.put("app.processor-classify.aisle.classify.instances", instances);
            properties.put("app.processor-classify.aisle.classify.models", models.toString());
            if (classifiers.engine() != null) {
                properties.put("app.processor-classify.aisle.classify.engine", classifiers.engine());
            }
        }
        return properties;
    }

    List<AppInstance> instances() {
        return new Instances(processes).read(dataflow.runtime());
    }

    private boolean isHealthy(Progress progress) {
        int expected = files.streams().stream().mapToInt(this::instancesOf).sum();
        AtomicInteger said = new AtomicInteger(-1);
        boolean settled = Patience.until(START_PATIENCE, ASKING_PAUSE, () -> {
            int ready = healthyOrNone();
            if (said.getAndSet(ready) != ready && ready != SOME_HAVE_ENDED) {
                progress.say("apps healthy: %d of %d".formatted(ready, expected));
            }
            return ready >= expected || ready == SOME_HAVE_ENDED;
        });
        if (!settled) {
            instances().stream().filter(one -> !one.isHealthy()).findFirst().ifPresent(Deployment::fail);
        }
        return said.get() >= expected;
    }

    private int healthyOrNone() {
        List<AppInstance> instances = instances();
        return instances.stream().anyMatch(one -> one.state().equals("failed"))
                ? SOME_HAVE_ENDED
                : (int) instances.stream().filter(AppInstance::isHealthy).count();
    }

    private int instancesOf(StreamDefinition stream) {
        return stream.apps().stream()
                .mapToInt(app -> app.equals("processor-classify") ? classifiers.instances() : 1)
                .sum();
    }

    private static void fail(AppInstance instance) {
        String what = instance.state().equals("failed")
                ? "has ended"
                : "is not healthy at " + instance.url() + "/actuator/health";
        throw new PlatformFailure("%s of stream %s %s. Read its log, then run 'up' again.%s"
                .formatted(instance.app(), instance.stream(), what, lastWords(instance.logFile())));
    }

    /** A JVM that cannot start says so on the other stream. */
    private static String lastWords(@Nullable Path log) {
        if (log == null) {
            return "";
        }
        Path errors = log.resolveSibling(log.getFileName().toString().replace("stdout", "stderr"));
        return Home.tail(log) + Home.tail(errors);
    }

    private static List<String> names(List<StreamDefinition> streams) {
        return streams.stream().map(StreamDefinition::name).toList();
    }
}
