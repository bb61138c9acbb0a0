package org.rekey.adminapi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a page ended. The checksum tells one that was mangled, made up or taken from another list; it need not withstand
 * a forger, because a key grants nothing that the list itself does not.
 */
final class Cursor {

    private static final int CHECKSUM = 4;
    private static final int LONGEST = 2048;
    private static final JsonMapper json = JsonMapper.shared();

    private Cursor() {}

    static String encode(String list, List<String> key) {
        byte[] body = json.writeValueAsBytes(key);
        byte[] cursor = ByteBuffer.allocate(CHECKSUM + body.length)
                .putInt(checksum(list, body))
                .put(body)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }

    static List<String> decode(String list, String cursor) {
        try {
            byte[] bytes = cursor.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(cursor);
            byte[] body = Arrays.copyOfRange(bytes, Math.min(CHECKSUM, bytes.length), bytes.length);
            if (bytes.length > CHECKSUM && ByteBuffer.wrap(bytes).getInt() == checksum(list, body)) {
                return key(json.readValue(body, String[].class));
            }
        } catch (IllegalArgumentException | JacksonException e) {
            throw malformed();
        }
        throw malformed();
    }

    /** The checksum is no secret, so anybody can make one: PostgreSQL has no text with a NUL in it. */
    private static List<String> key(String @Nullable [] given) {
        if (given == null || Arrays.stream(given).anyMatch(part -> part == null || part.indexOf('\0') >= 0)) {
            throw malformed();
        }
        return List.of(given);
    }

    private static ProblemException malformed() {
        return ProblemException.malformed("cursor", "is not one that this list gave");
    }

    private static int checksum(String list, byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(list.getBytes(StandardCharsets.UTF_8));
        crc.update(0);
        crc.update(body);
        return (int) crc.getValue();
    }
}
