package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;

/** A request for a token (RFC 6749 section 4.4.2). */
final class TokenRequest extends OAuth2ClientCredentialsAuthenticationToken {

    private final transient AuthenticatedClient client;
    private final @Nullable String scope;
    private final transient List<String> resources;
    private final @Nullable String jkt;

    private TokenRequest(
            AuthenticatedClient client, @Nullable String scope, List<String> resources, @Nullable String jkt) {
        super(client, null, null);
        this.client = client;
        this.scope = scope;
        this.resources = resources;
        this.jkt = jkt;
    }

    /** Null for any other grant, which there is none of. */
    static @Nullable Authentication from(HttpServletRequest request) {
        FormRequest form = FormRequest.of(request);
        String grant = form.form().get("grant_type");
        if (!AuthorizationGrantType.CLIENT_CREDENTIALS.getValue().equals(grant)) {
            return null;
        }
        return new TokenRequest(
                form.client(), form.form().get("scope"), form.form().resources(), form.jkt());
    }

    AuthenticatedClient client() {
        return client;
    }

    /** Null when none is asked for. */
    @Nullable
    String scope() {
        return scope;
    }

    /** Empty when it is to be for all APIs of its scopes. */
    List<String> resources() {
        return resources;
    }

    /** The thumbprint of the key to bind the token to; null for a bearer token. */
    @Nullable
    String jkt() {
        return jkt;
    }
}
