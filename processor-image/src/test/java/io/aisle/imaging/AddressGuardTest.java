package io.aisle.imaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aisle.contract.ImageFeatures.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(Set.of(80, 443), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:a9fe:a9fe",
                "::10.0.0.1",
                "::8.8.8.8",
                "64:ff9b::a00:1",
                "64:ff9b::808:808",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd00::1",
                "fdff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "4000::1",
                "5f00::1"
            })
    void refusesWhatIsInside(String address) {
        assertThatThrownBy(() -> guard.check(target(address, 443)))
                .isInstanceOfSatisfying(FetchFailed.class, failed -> {
                    org.assertj.core.api.Assertions.assertThat(failed.reason()).isEqualTo(Reason.FORBIDDEN_ADDRESS);
                    org.assertj.core.api.Assertions.assertThat(failed.detail()).doesNotContain(address);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "2001:4860:4860::8888",
                "::ffff:8.8.8.8"
            })
    void allowsWhatIsGlobal(String address) {
        assertThatCode(() -> guard.check(target(address, 80))).doesNotThrowAnyException();
    }

    @Test
    void refusesOtherPorts() {
        assertThatThrownBy(() -> guard.check(target("8.8.8.8", 6379))).hasMessage("port 6379 is not allowed");
    }

    @Test
    void allowsWhatTheOperatorAllows() {
        AddressGuard open =
                new AddressGuard(Set.of(443), List.of(Network.parse("127.0.0.0/8"), Network.parse("fd00::/9")));
        assertThatCode(() -> open.check(target("127.0.0.1", 8123))).doesNotThrowAnyException();
        assertThatCode(() -> open.check(target("fd7f::1", 8123))).doesNotThrowAnyException();
        assertThatThrownBy(() -> open.check(target("fd80::1", 443))).isInstanceOf(FetchFailed.class);
        assertThatThrownBy(() -> open.check(target("10.0.0.1", 443))).isInstanceOf(FetchFailed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost/8", "127.0.0.1", "127.0.0.0/33", "fd00::/129", "127.0.0.0/-1", "1.2.3/8"})
    void refusesWhatIsNoNetwork(String range) {
        assertThatThrownBy(() -> Network.parse(range)).isInstanceOf(IllegalArgumentException.class);
    }

    private static InetSocketAddress target(String address, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(address), port); // literals only: nothing is looked up
    }
}
