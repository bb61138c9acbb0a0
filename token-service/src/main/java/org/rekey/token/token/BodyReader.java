package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a small body. */
final class BodyReader {

    static final int MOST_BYTES = 256 * 1024;
    private static final int USUAL_BYTES = 1024;

    private BodyReader() {}

    static Form form(HttpServletRequest request) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > MOST_BYTES) {
            throw tooLarge();
        }
        InputStream in = request.getInputStream();
        byte[] body = new byte[announced > 0 ? (int) announced : USUAL_BYTES];
        int length = 0;
        for (int read = 0; read >= 0 && length != announced; length += Math.max(0, read)) {
            if (length == body.length) {
                body = Arrays.copyOf(body, 2 * length);
            }
            if (length > MOST_BYTES) {
                throw tooLarge();
            }
            read = in.read(body, length, body.length - length);
        }
        return Form.parse(body, length);
    }

    private static ProtocolException tooLarge() {
        return ProtocolException.invalidRequest(413, "the body is larger than " + MOST_BYTES + " bytes");
    }
}
