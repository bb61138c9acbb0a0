package org.rekey.domain.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicInternetTest {

    private static final PublicInternet STRICT = new PublicInternet(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "2001::1",
                "2001:db8::1",
                "fd00::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void A29_the_inside_of_a_network_is_not_reached(String address) throws UnknownHostException {
        assertThat(STRICT.permits(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "172.15.0.1",
                "172.32.0.1",
                "193.0.0.1",
                "2606:4700::1111",
                "64:ff9b::101:101",
                "2002:101:101::1"
            })
    void the_public_internet_is(String address) throws UnknownHostException {
        assertThat(STRICT.permits(InetAddress.getByName(address))).isTrue();
        assertThat(STRICT.isAllowed(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void a_network_that_was_allowed_is_reached_and_none_beside_it() throws UnknownHostException {
        PublicInternet some =
                new PublicInternet(List.of(NetworkRange.parse("10.1.0.0/16"), NetworkRange.parse("fd00::1")));
        assertThat(some.permits(InetAddress.getByName("10.1.255.255"))).isTrue();
        assertThat(some.isAllowed(InetAddress.getByName("10.1.255.255"))).isTrue();
        assertThat(some.permits(InetAddress.getByName("10.2.0.0"))).isFalse();
        assertThat(some.permits(InetAddress.getByName("fd00::1"))).isTrue();
        assertThat(some.permits(InetAddress.getByName("fd00::2"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10", "abc", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/x"})
    void what_is_no_network_is_refused(String text) {
        assertThatThrownBy(() -> NetworkRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(text + " ");
    }
}
