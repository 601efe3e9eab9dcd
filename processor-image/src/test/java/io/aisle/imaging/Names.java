package io.aisle.imaging;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A name server of the test's own: names and the addresses they stand for. */
final class Names extends AddressResolverGroup<InetSocketAddress> {
    private final Map<String, String> addresses;

    Names(Map<String, String> addresses) {
        this.addresses = addresses;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetNameResolver(executor) {
            @Override
            protected void doResolve(String name, Promise<InetAddress> promise) {
                promise.setFailure(new UnsupportedOperationException("one address is not all"));
            }

            @Override
            protected void doResolveAll(String name, Promise<List<InetAddress>> promise) throws Exception {
                if (!addresses.containsKey(name)) {
                    promise.setFailure(new UnknownHostException(name));
                    return;
                }
                promise.setSuccess(Stream.of(addresses.get(name).split(","))
                        .map(Names::address)
                        .toList());
            }
        }.asAddressResolver();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
