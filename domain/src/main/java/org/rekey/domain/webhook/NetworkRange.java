package org.rekey.domain.webhook;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A part of the address space, as in {@code 10.0.0.0/8} or {@code fd00::/8}. */
public final class NetworkRange {

    private final byte[] prefix;
    private final int bits;

    private NetworkRange(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException if it is none */
    public static NetworkRange parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length > 2 || !parts[0].matches("[0-9a-fA-F:.]+") || !parts[0].matches(".*[:.].*")) {
            throw new IllegalArgumentException(text + " is no network, as in 10.0.0.0/8");
        }
        try {
            byte[] address = InetAddress.getByName(parts[0]).getAddress();
            int bits = parts.length == 1 ? address.length * Byte.SIZE : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > address.length * Byte.SIZE) {
                throw new IllegalArgumentException(text + " has too many bits");
            }
            return new NetworkRange(address, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException(text + " is no network, as in 10.0.0.0/8", e);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        int rest = prefix.length * Byte.SIZE - bits;
        return bytes.length == prefix.length
                && new BigInteger(1, bytes).shiftRight(rest).equals(new BigInteger(1, prefix).shiftRight(rest));
    }
}
