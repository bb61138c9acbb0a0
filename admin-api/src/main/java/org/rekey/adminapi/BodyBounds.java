package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.rekey.web.Body;
import org.rekey.web.Bound;
import org.rekey.web.HttpProperties;

/** How large the body of a call may be, by its path. */
final class BodyBounds {

    private static final String SIGN_IN = AdminRequest.PREFIX + "session";
    private static final String OPEN_API = AdminRequest.PREFIX + "apis/import";
    private static final Pattern CREDENTIALS =
            Pattern.compile("/api/v1/(me|users/[^/]+)/(password|api-credentials(/rotate)?)");
    private static final Pattern DOCUMENTS = Pattern.compile("/scim/v2/.*|/api/v1/apis(/.*)?");

    private final Bound signIn;
    private final Bound credentials;
    private final Bound json;
    private final Bound document;
    private final Bound openApi;

    BodyBounds(HttpProperties.Bodies bodies) {
        signIn = bodies.signIns();
        credentials = bodies.ofCredentials();
        json = bodies.ofJson();
        document = bodies.ofDocuments();
        openApi = bodies.ofOpenApi();
    }

    Bound of(HttpServletRequest request) {
        String path = AdminRequest.path(request);
        if (path.equals(SIGN_IN)) {
            return signIn;
        }
        if (path.equals(OPEN_API)) {
            return openApi;
        }
        if (CREDENTIALS.matcher(path).matches()) {
            return credentials;
        }
        return DOCUMENTS.matcher(path).matches() ? document : json;
    }

    /** Whether only few like it may be worked on at a time. */
    boolean isDocument(Body body) {
        return body.length() > json.bytes();
    }
}
