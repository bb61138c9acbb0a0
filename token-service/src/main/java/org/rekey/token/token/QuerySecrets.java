package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.rekey.token.client.Origin;
import org.rekey.token.exposure.ExposedSecrets;
import org.rekey.token.exposure.Sighting;
import org.springframework.stereotype.Component;

/** Notices what may be a client's secret in the query of a request, which logs and histories have by now. */
@Component
class QuerySecrets {

    private static final String BASIC = "basic ";

    private final ExposedSecrets exposed;

    QuerySecrets(ExposedSecrets exposed) {
        this.exposed = exposed;
    }

    void look(HttpServletRequest request) throws IOException {
        try {
            Form query = Form.parse(request.getQueryString());
            String secret = query.get("client_secret");
            String clientId = secret == null ? null : clientId(request, query);
            if (secret != null && clientId != null) {
                String where = "the query of " + request.getMethod() + " " + request.getServletPath();
                exposed.seen(new Sighting(clientId, secret, where, Origin.of(request)));
            }
        } catch (ProtocolException malformed) {
            // Refused in any case.
        }
    }

    /** Beside the secret, or wherever else a request names its client. */
    private static @Nullable String clientId(HttpServletRequest request, Form query) throws IOException {
        if (query.has("client_id")) {
            return query.get("client_id");
        }
        String authorization = request.getHeader("Authorization");
        return authorization == null ? inBody(request) : user(authorization);
    }

    private static @Nullable String inBody(HttpServletRequest request) throws IOException {
        Form body = FormBody.ifArrived(request);
        return body == null ? null : body.get("client_id");
    }

    private static @Nullable String user(String authorization) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            String text = new String(decoded, StandardCharsets.UTF_8);
            byte[] user = text.substring(0, Math.max(0, text.indexOf(':'))).getBytes(StandardCharsets.UTF_8);
            return FormDecoder.decode(user, 0, user.length);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
