package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The form in the body of a request: at once when it has come with the header, as most do. */
final class FormBody {

    static final int MOST_BYTES = 256 * 1024;

    private FormBody() {}

    /** Null when it has not arrived: then the request comes again when it has. */
    static @Nullable Form of(HttpServletRequest request) throws IOException {
        Object arrived = request.getAttribute(LateBody.ATTRIBUTE);
        if (arrived instanceof ProtocolException refusal) {
            throw refusal;
        }
        return arrived instanceof Form form ? form : arrived(request);
    }

    private static @Nullable Form arrived(HttpServletRequest request) throws IOException {
        int announced = announced(request);
        if (announced < 0 || announced > MOST_BYTES) {
            LateBody.await(request, new byte[MOST_BYTES / 64], 0);
            return null;
        }
        byte[] body = new byte[announced];
        int length = read(request, body);
        if (length < announced) {
            LateBody.await(request, body, length);
            return null;
        }
        return Form.parse(body, length);
    }

    private static int read(HttpServletRequest request, byte[] body) throws IOException {
        InputStream in = request.getInputStream();
        int length = 0;
        while (length < body.length && in.available() > 0) {
            length += Math.max(0, in.read(body, length, body.length - length));
        }
        return length;
    }

    private static int announced(HttpServletRequest request) {
        long announced = request.getContentLengthLong();
        if (announced > MOST_BYTES && request.getHeader("Expect") != null) {
            throw tooLarge();
        }
        return (int) Math.min(announced, Integer.MAX_VALUE);
    }

    static ProtocolException tooLarge() {
        return ProtocolException.invalidRequest(413, "the body is larger than " + MOST_BYTES + " bytes");
    }

    static ProtocolException tooSlow() {
        return ProtocolException.invalidRequest(408, "the body took too long");
    }
}
