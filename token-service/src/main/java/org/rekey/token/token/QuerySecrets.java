package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.token.client.Origin;
import org.rekey.token.exposure.ExposedSecrets;
import org.rekey.token.exposure.MisplacedSecrets;
import org.rekey.token.exposure.SecretsInText;
import org.rekey.token.exposure.Sighting;
import org.springframework.stereotype.Component;

/** Notices what may be a client's secret in the query of a request, which logs and histories have by now, or in its form. */
@Component
class QuerySecrets {

    private static final String BASIC = "basic ";
    private static final int MOST_LOOKED_AT = 4;

    private final ExposedSecrets exposed;
    private final MisplacedSecrets misplaced;
    private final FormBody bodies;

    QuerySecrets(ExposedSecrets exposed, MisplacedSecrets misplaced, FormBody bodies) {
        this.exposed = exposed;
        this.misplaced = misplaced;
        this.bodies = bodies;
    }

    /** A parameter that is not the place for a secret, such as {@code token}, may be logged by whoever reads it. */
    void look(HttpServletRequest request, Form body) {
        for (String name : body.names()) {
            if (!name.equals("client_secret")) {
                misplaced.report(request, "a parameter", SecretsInText.in(body.get(name)));
            }
        }
    }

    /** When the client may be named in a body that has not arrived, the request comes again when it has. */
    void look(HttpServletRequest request) throws IOException {
        String query = String.valueOf(request.getQueryString());
        List<String> secrets = values(query, "client_secret");
        String clientId = secrets.isEmpty() ? null : clientId(request, values(query, "client_id"));
        if (clientId != null && mayBeClientId(clientId)) {
            String where = "the query of " + MisplacedSecrets.call(request);
            secrets.forEach(secret -> exposed.seen(new Sighting(clientId, secret, where, Origin.of(request))));
        }
    }

    /** Whatever else is wrong with the query: what stands in it has been seen. */
    private static List<String> values(String query, String name) {
        return Arrays.stream(query.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .filter(parameter ->
                        parameter.length == 2 && decoded(parameter[0]).equals(name))
                .map(parameter -> decoded(parameter[1]))
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(MOST_LOOKED_AT)
                .toList();
    }

    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return FormDecoder.decode(bytes, 0, bytes.length);
        } catch (ProtocolException malformed) {
            return "";
        }
    }

    /** RFC 6749 appendix A.1. It comes to stand in the log, and nothing else may begin a line there. */
    static boolean mayBeClientId(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** Beside the secret, or wherever else a request names its client. */
    private @Nullable String clientId(HttpServletRequest request, List<String> inQuery) throws IOException {
        if (!inQuery.isEmpty()) {
            return inQuery.get(0);
        }
        String authorization = request.getHeader("Authorization");
        return authorization == null ? inBody(request) : user(authorization);
    }

    private @Nullable String inBody(HttpServletRequest request) throws IOException {
        if (!request.getMethod().equals("POST")) {
            return null;
        }
        try {
            Form body = bodies.of(request);
            return body == null ? null : body.get("client_id");
        } catch (ProtocolException malformed) {
            return null;
        }
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
        } catch (IllegalArgumentException | ProtocolException e) {
            return null;
        }
    }
}
