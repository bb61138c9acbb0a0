package org.rekey.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;

/** Bodies are plain UTF-8. How large they may be has been seen to before they were read. */
final class BodyBytes {

    private BodyBytes() {}

    static byte[] read(HttpInputMessage message) throws IOException {
        refuseEncodings(message.getHeaders());
        return message.getBody().readAllBytes();
    }

    /** Nothing is inflated here, and JSON is UTF-8 (RFC 8259 section 8.1). */
    private static void refuseEncodings(HttpHeaders headers) {
        MediaType type = headers.getContentType();
        String charset = type == null ? null : type.getParameter("charset");
        List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
        boolean plain = encodings.stream().allMatch(name -> name.equalsIgnoreCase("identity"));
        if (!plain || charset != null && !charset.toLowerCase(Locale.ROOT).matches("\"?utf-8\"?")) {
            throw ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "send plain UTF-8");
        }
    }

    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.malformed("the request body is not UTF-8");
        }
    }
}
