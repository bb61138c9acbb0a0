package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.token.api.RequestPath;
import org.springframework.security.web.firewall.RequestRejectedException;

/**
 * The call that a gateway asks about.
 *
 * @param uri its path and query, or all of its URL, as the gateway received it
 */
record OriginalRequest(String method, String uri) {

    static OriginalRequest of(HttpServletRequest request) {
        return new OriginalRequest(only(request, "X-Original-Method"), only(request, "X-Original-URI"));
    }

    /** Null when it can be read in more than one way. */
    @Nullable
    RequestPath path() {
        return RequestPath.parse(uri);
    }

    private static String only(HttpServletRequest request, String name) {
        List<String> values = headers(request, name);
        if (values.size() != 1) {
            throw ProtocolException.invalidRequest("the gateway must send " + name + " once");
        }
        return values.get(0);
    }

    /** Nothing readable is left of one that holds what Spring's firewall lets nobody see. */
    static List<String> headers(HttpServletRequest request, String name) {
        try {
            List<String> values = new ArrayList<>(1);
            request.getHeaders(name).asIterator().forEachRemaining(values::add);
            return values;
        } catch (RequestRejectedException e) {
            return Collections.singletonList("");
        }
    }
}
