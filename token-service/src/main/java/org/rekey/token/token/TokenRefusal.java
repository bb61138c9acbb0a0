package org.rekey.token.token;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rekey.token.client.Json;
import org.rekey.token.key.DpopRefusal;

/** Why a call is not let through with the token it came with (RFC 6750 section 3). Ordinary traffic: no stack trace. */
final class TokenRefusal extends RuntimeException {

    private final int status;
    private final @Nullable String error;
    private final String description;
    private final @Nullable String scope;

    private TokenRefusal(int status, @Nullable String error, String description, @Nullable String scope) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.description = description;
        this.scope = scope;
    }

    /** Says nothing of what is wrong to who has not even tried (RFC 6750 section 3.1). */
    static TokenRefusal noToken() {
        return new TokenRefusal(401, null, "there is no token", null);
    }

    static TokenRefusal invalidToken(String description) {
        return new TokenRefusal(401, "invalid_token", description, null);
    }

    /** @param scope what is needed; null when no scope would do */
    static TokenRefusal insufficientScope(String description, @Nullable String scope) {
        return new TokenRefusal(403, "insufficient_scope", description, scope);
    }

    /** Of who shows a token that is bound to a key (RFC 9449 section 7.1). */
    static TokenRefusal of(DpopRefusal refusal) {
        return new TokenRefusal(401, refusal.code(), refusal.description(), null);
    }

    void write(HttpServletResponse response, TokenScheme scheme) throws IOException {
        response.setStatus(status);
        if (error == null) {
            response.setHeader("WWW-Authenticate", scheme.challenge());
            return;
        }
        response.setHeader("WWW-Authenticate", scheme.challenge(parameters(error)));
        Answer.json(response, json(error).getBytes(StandardCharsets.UTF_8));
    }

    private String parameters(String code) {
        String parameters = "error=\"" + code + "\", error_description=\"" + description + "\"";
        return scope == null ? parameters : parameters + ", scope=\"" + scope + "\"";
    }

    private String json(String code) {
        String json = "{\"error\":" + Json.text(code) + ",\"error_description\":" + Json.text(description);
        return scope == null ? json + "}" : json + ",\"scope\":" + Json.text(scope) + "}";
    }
}
