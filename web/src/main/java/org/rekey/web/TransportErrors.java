package org.rekey.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.res.StringManager;

/**
 * Answers in JSON what Tomcat refuses before anybody else sees it, and what somebody behind it has refused without a word;
 * and with the right status when it is the header that is too large (RFC 6585 section 5).
 */
final class TransportErrors extends ValveBase {

    private static final String TOO_LARGE =
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");
    private final Set<String> takeForms;

    TransportErrors(FormPaths paths) {
        super(true);
        takeForms = paths.paths();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.getStatus() < 400) {
            getNext().invoke(request, response);
            if (!response.isErrorReportRequired() || request.isAsync()) {
                return;
            }
        }
        if (!response.isCommitted()) {
            refuse(request, response);
        }
    }

    private void refuse(Request request, Response response) throws IOException {
        String path = String.valueOf(request.getRequestURI());
        boolean tooLarge = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
                && TOO_LARGE.equals(failure.getMessage());
        int status = tooLarge ? 431 : Math.max(400, response.getStatus());
        RefusalBody body = RefusalBody.of(path, status, description(status));
        // Whoever says no without a word takes the pen away from those that come after.
        response.setSuspended(false);
        response.resetBuffer();
        if (tooLarge) {
            response.setHeader("Connection", "close"); // Tomcat does close it, but says so for a 400 only
        }
        if (status == 405 && takeForms.contains(path)) {
            response.setHeader("Allow", "POST");
        }
        body.write(response, status);
        response.getCoyoteResponse().setErrorReported();
    }

    private static String description(int status) {
        return switch (status) {
            case 404 -> "there is nothing at this address";
            case 405 -> "the method is not allowed";
            case 431 -> "the header is too large";
            case 501 -> "there is no such method";
            default -> status < 500 ? "this is not a request" : "something went wrong here";
        };
    }
}
