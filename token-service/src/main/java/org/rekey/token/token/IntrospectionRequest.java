package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;

/** A question about a token (RFC 7662 section 2.1). The hint is not needed. */
final class IntrospectionRequest extends OAuth2TokenIntrospectionAuthenticationToken {

    private final transient AuthenticatedClient client;

    private IntrospectionRequest(String token, AuthenticatedClient client) {
        super(token, client, null, null);
        this.client = client;
    }

    static Authentication from(HttpServletRequest request) {
        FormRequest form = FormRequest.of(request);
        AuthenticatedClient client = form.client();
        return new IntrospectionRequest(TokenParameter.of(form.form()), client);
    }

    AuthenticatedClient client() {
        return client;
    }
}
