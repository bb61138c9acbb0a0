package org.rekey.token.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:0:1::7, 20010db800000001::/64",
        "2001:db8:0:1:ffff:ffff:ffff:ffff, 20010db800000001::/64",
        "2001:db8:0:2::7, 20010db800000002::/64",
        "fe80::1%eth0, fe80000000000000::/64",
        "::ffff:192.0.2.7, 192.0.2.7"
    })
    void an_IPv4_address_stands_for_itself_and_an_IPv6_one_for_its_64_bits(String address, String network) {
        assertThat(Network.of(address)).isEqualTo(network);
    }

    @Test
    void what_is_no_address_is_never_looked_up_and_never_long() {
        assertThat(Network.of("localhost")).isEqualTo("localhost");
        assertThat(Network.of("a:b:c")).isEqualTo("a:b:c");
        assertThat(Network.of("x".repeat(100_000))).hasSize(64);
        assertThat(Network.of(":" + "x".repeat(100_000))).hasSize(64);
    }
}
