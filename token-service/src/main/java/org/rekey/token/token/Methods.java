package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What an endpoint answers to methods that it does not have. */
final class Methods {

    private Methods() {}

    /** Says which there are; and nothing of CORS, so no browser script of another origin gets an answer. */
    static void refuse(HttpServletRequest request, HttpServletResponse response, String allowed) throws IOException {
        if (request.getMethod().equals("OPTIONS")) {
            response.setHeader("Allow", allowed + ", OPTIONS");
            response.setStatus(204);
        } else {
            response.setHeader("Allow", allowed);
            Answer.error(request, response, ProtocolException.invalidRequest(405, "the method must be " + allowed));
        }
    }
}
