package org.rekey.token.token;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-decoding as forms have it: a plus sign is a blank. */
final class FormDecoder {

    private FormDecoder() {}

    static String decode(byte[] text, int start, int end) {
        byte[] decoded = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            if (text[i] == '+') {
                decoded[length++] = ' ';
            } else if (text[i] == '%') {
                decoded[length++] = (byte) (digit(text, i + 1, end) << 4 | digit(text, i + 2, end));
                i += 2;
            } else {
                decoded[length++] = text[i];
            }
        }
        return text(decoded, length);
    }

    /** What cannot be read must not be taken for something else, in no parameter. */
    private static String text(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProtocolException.invalidRequest("a parameter is not UTF-8");
        }
    }

    private static int digit(byte[] text, int at, int end) {
        int digit = at < end ? Character.digit(text[at], 16) : -1;
        if (digit < 0) {
            throw ProtocolException.invalidRequest("a parameter is not percent-encoded");
        }
        return digit;
    }
}
