package org.rekey.token;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;

/** Refuses requests whose header is too large (RFC 6585 section 5). */
final class HeaderLimit extends ValveBase {

    private static final byte[] ANSWER =
            "{\"error\":\"invalid_request\",\"error_description\":\"the header is too large\"}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final int mostBytes;

    HeaderLimit(int mostBytes) {
        super(true);
        this.mostBytes = mostBytes;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (size(request) <= mostBytes) {
            getNext().invoke(request, response);
            return;
        }
        response.setStatus(431);
        response.setHeader("Connection", "close");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(ANSWER.length);
        response.getOutputStream().write(ANSWER);
    }

    private static int size(Request request) {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        int size = length(request.getCoyoteRequest().requestURI()) + length(request.getCoyoteRequest().queryString());
        for (int i = 0; i < headers.size(); i++) {
            size += length(headers.getName(i)) + length(headers.getValue(i));
        }
        return size;
    }

    private static int length(MessageBytes text) {
        return text.isNull() ? 0 : text.getLength();
    }
}
