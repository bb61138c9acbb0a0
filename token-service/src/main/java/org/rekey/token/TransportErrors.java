package org.rekey.token;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.res.StringManager;
import org.rekey.token.token.StopReading;

/**
 * Answers in JSON what Tomcat refuses before anybody else sees it, and with the right status when it is the header that is
 * too large (RFC 6585 section 5).
 */
final class TransportErrors extends ValveBase {

    private static final String TOO_LARGE =
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");

    TransportErrors() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.getStatus() >= 400) {
            refuse(request, response);
        } else {
            getNext().invoke(request, response);
            if (StopReading.isWantedFor(request)) {
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
                // It counts as an error, of which Tomcat would write a page of its own behind the answer.
                response.getCoyoteResponse().setErrorReported();
            }
        }
    }

    private static void refuse(Request request, Response response) throws IOException {
        boolean tooLarge = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
                && TOO_LARGE.equals(failure.getMessage());
        String description = tooLarge ? "the header is too large" : "this is not a request";
        byte[] body = ("{\"error\":\"invalid_request\",\"error_description\":\"" + description + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
        response.setStatus(tooLarge ? 431 : response.getStatus());
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.finishResponse();
    }
}
