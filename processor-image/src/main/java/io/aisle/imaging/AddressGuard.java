package io.aisle.imaging;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which addresses may be connected to: global ones (IANA special-purpose address registries, RFC 6890) on the
 * allowed ports, and those of networks the operator allows. Of IPv6 only 2000::/3 is global; everything else, such as
 * loopback, unique-local, link-local, multicast, IPv4-mapped, IPv4-compatible and NAT64, is inside or leads there.
 *
 * @param allowedPorts ports on global addresses
 * @param allowedNetworks networks that may be connected to whatever they are, on any port
 */
record AddressGuard(Set<Integer> allowedPorts, List<Network> allowedNetworks) {
    private static final List<Network> NOT_GLOBAL = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carrier-grade NAT
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local; the clouds' metadata
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, broadcast
                    "2001::/23", // protocol assignments; Teredo carries IPv4 addresses
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4 carries IPv4 addresses
                    "3fff::/20") // documentation
            .map(Network::parse)
            .toList();
    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

    /** @throws FetchFailed when this address must not be connected to; the answer never says which address it was */
    void check(InetSocketAddress target) {
        InetAddress address = target.getAddress();
        if (allowedNetworks.stream().anyMatch(network -> network.contains(address))) {
            return;
        }
        if (!isGlobal(address)) {
            throw FetchFailed.forbidden("the address is not a public one");
        }
        if (!allowedPorts.contains(target.getPort())) {
            throw FetchFailed.forbidden("port " + target.getPort() + " is not allowed");
        }
    }

    private static boolean isGlobal(InetAddress address) {
        boolean ipv4 = address.getAddress().length == 4;
        return (ipv4 || GLOBAL_IPV6.contains(address))
                && NOT_GLOBAL.stream().noneMatch(network -> network.contains(address));
    }
}
