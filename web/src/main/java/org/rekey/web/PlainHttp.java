package org.rekey.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Refuses what has come from another machine unencrypted: a secret in it may have been read on the way, and a token in the
 * answer would be. Only how the server is may be asked so, as orchestrators do.
 */
final class PlainHttp extends ValveBase {

    private static final String EXPLANATION =
            "plain HTTP is refused from other machines: use https, or let the proxy that"
                    + " does say so (server.forward-headers-strategy), or allow it (rekey.http.allow-plain)";

    PlainHttp() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.isSecure() || isLoopback(request.getRemoteAddr()) || Lane.isHealth(request.getRequestURI())) {
            getNext().invoke(request, response);
            return;
        }
        RefusalBody.of(request.getRequestURI(), 400, EXPLANATION).write(response, 400);
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
    }
}
