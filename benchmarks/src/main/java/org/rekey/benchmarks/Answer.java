package org.rekey.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What has arrived of an HTTP/1.1 answer. */
final class Answer {

    private static final byte[] OK = ascii("http/1.1 200");
    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] END_OF_CHUNKS = ascii("\r\n0\r\n\r\n");
    private static final byte[] LENGTH = ascii("\r\ncontent-length: ");
    private static final byte[] CLOSE = ascii("\r\nconnection: close");

    private final byte[] bytes;
    private final int size;
    private final int head;

    Answer(ByteBuffer received) {
        this.bytes = received.array();
        this.size = received.position();
        this.head = indexOf(END_OF_HEAD, 0, size);
    }

    boolean isComplete() {
        if (head < 0) {
            return false;
        }
        int length = indexOf(LENGTH, 0, head);
        return length < 0
                ? startsWith(END_OF_CHUNKS, size - END_OF_CHUNKS.length)
                : size == head + END_OF_HEAD.length + number(length + LENGTH.length);
    }

    /** @param part in small letters, anywhere in head or body */
    boolean isOkWith(byte[] part) {
        return startsWith(OK, 0) && indexOf(part, 0, size) >= 0;
    }

    boolean closesConnection() {
        return indexOf(CLOSE, 0, head) >= 0;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private int number(int from) {
        int number = 0;
        for (int i = from; bytes[i] != '\r'; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    private int indexOf(byte[] part, int from, int to) {
        for (int i = from; i <= to - part.length; i++) {
            if (startsWith(part, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean startsWith(byte[] part, int at) {
        for (int i = 0; i < part.length; i++) {
            if (lowerCase(bytes[at + i]) != part[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lowerCase(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 'a' - 'A' : letter;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
