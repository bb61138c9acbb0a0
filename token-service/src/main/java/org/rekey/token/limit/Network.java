package org.rekey.token.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Where a request comes from, as far as whoever sends it cannot choose: an IPv4 address, or the first half of an IPv6 one. */
final class Network {

    private static final int LONGEST = 64;
    private static final int PREFIX_BYTES = 8;

    private Network() {}

    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return cut(address);
        }
        int zone = address.indexOf('%');
        try {
            // In brackets it is an address or an error, never a name to look up.
            InetAddress parsed = InetAddress.getByName("[" + (zone < 0 ? address : address.substring(0, zone)) + "]");
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, PREFIX_BYTES) + "::/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return cut(address);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
