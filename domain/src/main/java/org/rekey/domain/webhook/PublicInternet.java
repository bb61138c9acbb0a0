package org.rekey.domain.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses messages may go to: those of the public internet, and of networks that were allowed. Everything else is
 * the inside of somebody's network (IANA's special-purpose registries, RFC 6890).
 */
public final class PublicInternet {

    private static final List<NetworkRange> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(NetworkRange::parse)
            .toList();

    /** What IPv6 has given out to hosts, and in it what is not to be reached, or leads to an IPv4 address. */
    private static final NetworkRange GLOBAL_UNICAST = NetworkRange.parse("2000::/3");

    private static final List<NetworkRange> SPECIAL_IN_IT = Stream.of("2001::/23", "2001:db8::/32", "3fff::/20")
            .map(NetworkRange::parse)
            .toList();
    private static final NetworkRange NAT64 = NetworkRange.parse("64:ff9b::/96");
    private static final NetworkRange SIX_TO_FOUR = NetworkRange.parse("2002::/16");

    private static final int IPV4_BYTES = 4;

    private final List<NetworkRange> allowed;

    public PublicInternet(List<NetworkRange> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    public boolean permits(InetAddress address) {
        if (isAllowed(address)) {
            return true;
        }
        if (address.getAddress().length == IPV4_BYTES) {
            return SPECIAL.stream().noneMatch(range -> range.contains(address));
        }
        if (NAT64.contains(address)) {
            return permits(ipv4(address, 12));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return permits(ipv4(address, 2));
        }
        return GLOBAL_UNICAST.contains(address) && SPECIAL_IN_IT.stream().noneMatch(range -> range.contains(address));
    }

    /** Whether it was allowed by name, so that plain HTTP may do. */
    public boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address));
    }

    private static InetAddress ipv4(InetAddress outer, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(outer.getAddress(), from, from + IPV4_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
