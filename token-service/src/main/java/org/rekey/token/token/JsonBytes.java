package org.rekey.token.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts bytes together that are JSON when they are all there. */
final class JsonBytes {

    private byte[] bytes;
    private int length;

    JsonBytes(int expected) {
        this.bytes = new byte[expected];
    }

    JsonBytes add(byte[] more) {
        return add(more, more.length);
    }

    JsonBytes add(byte[] more, int count) {
        room(count);
        System.arraycopy(more, 0, bytes, length, count);
        length += count;
        return this;
    }

    /** Of ASCII that needs no escaping. */
    @SuppressWarnings("deprecation") // the only way that copies once
    JsonBytes add(String ascii) {
        room(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    JsonBytes add(long number) {
        return add(Long.toString(number));
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    byte[] exact() {
        return Arrays.copyOf(bytes, length);
    }

    String ascii() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
