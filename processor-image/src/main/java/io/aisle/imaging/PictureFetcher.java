package io.aisle.imaging;

import io.aisle.contract.ImageFeatures.Reason;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.resolver.AddressResolverGroup;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;

/**
 * Fetches pictures from strangers' hosts: guarded addresses, no proxy, no compressed answers (nothing to blow up), few
 * connections to one host, and limits on bytes, time, redirects and retries. Thread-safe.
 */
final class PictureFetcher implements AutoCloseable {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> WEB = Set.of("http", "https");
    private static final int MAX_REDIRECTS = 3;
    private static final int OK = 200;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    /** Longer than the pauses between a shop's products, shorter than most hosts' patience. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ConnectionProvider connections;
    private final AddressResolverGroup<InetSocketAddress> resolver;
    private final HttpClient client;
    private final ImagingProperties properties;
    private final Supplier<Duration> stoodStill;

    /** @param stoodStill how long this process has stood still so far, as {@code Watch} tells */
    PictureFetcher(
            ImagingProperties properties,
            AddressResolverGroup<InetSocketAddress> names,
            Supplier<Duration> stoodStill) {
        this.properties = properties;
        this.stoodStill = stoodStill;
        this.resolver = new GuardedResolver(names, guard(properties));
        this.connections = ConnectionProvider.builder("pictures")
                .maxConnections(properties.perHost())
                .pendingAcquireMaxCount(properties.inFlight())
                .pendingAcquireTimeout(properties.fetchDeadline())
                .maxIdleTime(IDLE)
                .evictInBackground(IDLE)
                .disposeInactivePoolsInBackground(IDLE, IDLE)
                .build();
        this.client = HttpClient.create(connections)
                .noProxy()
                .followRedirect(false)
                .compress(false)
                .keepAlive(true)
                .resolver(resolver)
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "Aisle/1.0 (product pictures)")
                        .set(HttpHeaderNames.ACCEPT, "image/*"))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        properties.connectTimeout().toMillis())
                .responseTimeout(properties.readTimeout());
    }

    /**
     * The bytes behind an address. A host that was too slow while this process stood still is asked once more.
     *
     * @return fails with {@link FetchFailed}, and with nothing else, within the fetch deadline, or twice that
     *     when it stood still
     */
    Mono<byte[]> fetch(String address) {
        return Mono.defer(() -> {
            Duration before = stoodStill.get();
            return attempt(address)
                    .onErrorResume(
                            FetchFailed.class,
                            failed -> failed.reason() == Reason.TIMEOUT
                                            && stoodStill.get().compareTo(before) > 0
                                    ? attempt(address)
                                    : Mono.error(failed));
        });
    }

    private Mono<byte[]> attempt(String address) {
        return Mono.defer(() -> get(URI.create(address), 0))
                .onErrorMap(FetchFailed::of)
                .retryWhen(Retry.backoff(properties.retries(), FIRST_PAUSE)
                        .jitter(0.5)
                        .filter(error -> error instanceof FetchFailed failed && failed.isWorthRetrying())
                        .onRetryExhaustedThrow((retry, signal) -> signal.failure()))
                .timeout(properties.fetchDeadline(), Mono.error(FetchFailed::late));
    }

    @Override
    public void close() {
        connections.dispose();
        resolver.close();
    }

    private Mono<byte[]> get(URI address, int redirects) {
        return client.get()
                .uri(address)
                .response((response, content) -> answer(address, redirects, response, content))
                .single()
                .flatMap(
                        next -> next.location() == null ? Mono.just(next.body()) : get(next.location(), redirects + 1));
    }

    private Mono<Step> answer(URI address, int redirects, HttpClientResponse response, ByteBufFlux content) {
        int status = response.status().code();
        if (REDIRECTS.contains(status)) {
            return Mono.fromCallable(() -> Step.to(target(address, redirects, response)));
        }
        if (status != OK) {
            return Mono.error(FetchFailed.status(status));
        }
        if (response.responseHeaders().getInt(HttpHeaderNames.CONTENT_LENGTH, 0) > limit()) {
            return Mono.error(FetchFailed.tooManyBytes(limit()));
        }
        return content.asByteArray()
                .collect(ByteArrayOutputStream::new, this::append)
                .map(bytes -> Step.done(bytes.toByteArray()));
    }

    private void append(ByteArrayOutputStream bytes, byte[] more) {
        if (bytes.size() + (long) more.length > limit()) {
            throw FetchFailed.tooManyBytes(limit());
        }
        bytes.writeBytes(more);
    }

    private static URI target(URI address, int redirects, HttpClientResponse response) {
        String location = response.responseHeaders().get(HttpHeaderNames.LOCATION, "");
        if (redirects >= MAX_REDIRECTS) {
            throw FetchFailed.redirects("more than " + MAX_REDIRECTS + " redirects");
        }
        try {
            URI target = address.resolve(location);
            if (!location.isEmpty() && target.getHost() != null && WEB.contains(scheme(target))) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // answered below: no address at all is no better than one of the wrong kind
        }
        throw FetchFailed.redirects("redirected to no http or https address");
    }

    private static String scheme(URI address) {
        return address.getScheme().toLowerCase(Locale.ROOT);
    }

    private long limit() {
        return properties.maxBytes().toBytes();
    }

    private static AddressGuard guard(ImagingProperties properties) {
        return new AddressGuard(
                properties.allowedPorts(),
                properties.allowedNetworks().stream().map(Network::parse).toList());
    }
}
