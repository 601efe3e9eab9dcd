package io.aisle.imaging;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Resolves a name once and checks every address it stands for; the connection goes to what was checked, so a name that
 * changes its answer in between gains nothing. Addresses written as numbers come through here too. One forbidden
 * address among a name's answers forbids the name.
 */
final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {
    private final AddressResolverGroup<InetSocketAddress> names;
    private final AddressGuard guard;

    GuardedResolver(AddressResolverGroup<InetSocketAddress> names, AddressGuard guard) {
        this.names = names;
        this.guard = guard;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Checked(executor, names.getResolver(executor));
    }

    @Override
    public void close() {
        names.close();
        super.close();
    }

    private final class Checked extends AbstractAddressResolver<InetSocketAddress> {
        private final AddressResolver<InetSocketAddress> resolver;

        Checked(EventExecutor executor, AddressResolver<InetSocketAddress> resolver) {
            super(executor, InetSocketAddress.class);
            this.resolver = resolver;
        }

        /** Never: what is resolved already, a literal address, would be connected to without a check. */
        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress unresolved, Promise<InetSocketAddress> promise) {
            resolver.resolve(unresolved)
                    .addListener((Future<InetSocketAddress> found) ->
                            settle(found, promise, () -> guard.check(found.getNow())));
        }

        @Override
        protected void doResolveAll(InetSocketAddress unresolved, Promise<List<InetSocketAddress>> promise) {
            resolver.resolveAll(unresolved)
                    .addListener((Future<List<InetSocketAddress>> found) ->
                            settle(found, promise, () -> found.getNow().forEach(guard::check)));
        }

        private <T> void settle(Future<T> found, Promise<T> promise, Runnable check) {
            if (!found.isSuccess()) {
                promise.tryFailure(found.cause());
                return;
            }
            try {
                check.run();
                promise.trySuccess(found.getNow());
            } catch (FetchFailed e) {
                promise.tryFailure(e);
            }
        }
    }
}
