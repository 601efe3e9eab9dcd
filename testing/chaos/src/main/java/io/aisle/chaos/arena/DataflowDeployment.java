package io.aisle.chaos.arena;

import io.aisle.cli.screen.Screen;
import io.aisle.platform.Broker;
import io.aisle.platform.ComponentStatus;
import io.aisle.platform.Endpoints;
import io.aisle.platform.LocalPlatform;
import io.aisle.platform.PlatformFailure;
import io.aisle.platform.Progress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The streams as an operator runs them: deployed by Data Flow and Skipper. */
public final class DataflowDeployment implements Deployment {
    private final LocalPlatform platform;
    private final Endpoints endpoints;
    private final Stores stores;
    private final Path logs;
    private final Duration joinTimeout;

    private DataflowDeployment(LocalPlatform platform, Endpoints endpoints, Path logs, Duration joinTimeout) {
        this.logs = logs;
        this.joinTimeout = joinTimeout;
        this.platform = platform;
        this.endpoints = endpoints;
        this.stores = new Stores(endpoints.mongo(), endpoints.legacyJdbcUrl());
    }

    /**
     * Starts the platform and deploys the streams.
     *
     * @param joinTimeout how long half a product waits for the other half
     */
    public static DataflowDeployment open(Path repository, Path home, Duration joinTimeout, Screen screen) {
        LocalPlatform platform = LocalPlatform.at(repository, home);
        try {
            Endpoints endpoints = platform.up(screen::say);
            platform.update("classify", properties(joinTimeout));
            return new DataflowDeployment(platform, endpoints, home.resolve("logs"), joinTimeout);
        } catch (RuntimeException e) {
            platform.down(Progress.silent());
            throw e;
        }
    }

    /**
     * Skipper takes the values of a release back by merging them into those of the newest one: what an update adds to a
     * release that has values of its own stays. So what will be updated and rolled back has a value from the start.
     */
    private static Map<String, String> properties(Duration joinTimeout) {
        return Map.of(
                "app.processor-classify." + Arena.JOIN_TIMEOUT,
                joinTimeout.toSeconds() + "s",
                "app.processor-classify.logging.level.io.aisle",
                "info");
    }

    /** The platform, to update and scale what it runs. */
    public LocalPlatform platform() {
        return platform;
    }

    @Override
    public URI source() {
        return endpoints.source();
    }

    @Override
    public Stores stores() {
        return stores;
    }

    @Override
    public Map<String, Long> underWay() {
        Broker broker = platform.broker()
                .orElseThrow(() -> new PlatformFailure("The broker is not ours: unset AISLE_RABBITMQ_URI."));
        return Brokers.underWay(broker::control);
    }

    @Override
    public Duration joinTimeout() {
        return joinTimeout;
    }

    @Override
    public Path logs() {
        return logs;
    }

    @Override
    public int restarts() {
        return 0; // a platform on one machine restarts nothing by itself
    }

    @Override
    public Map<String, Long> resident() {
        Map<String, Long> resident = new TreeMap<>();
        for (ComponentStatus component : platform.status()) {
            resident.merge(component.name(), Resident.mebibytes(component.pid()), Long::sum);
        }
        return resident;
    }

    @Override
    public void awaitReady() {}

    @Override
    public void close() {
        stores.close();
        platform.down(Progress.silent());
    }
}
