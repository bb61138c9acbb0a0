package org.rekey.token.token;

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;

/** An issued token, and the answer that brings it (RFC 6749 section 5.1). */
final class TokenAnswer extends OAuth2AccessTokenAuthenticationToken {

    private final transient JsonBytes json;

    TokenAnswer(AuthenticatedClient client, OAuth2AccessToken token, JsonBytes json) {
        super(client.client().registered(), client, token);
        this.json = json;
    }

    JsonBytes json() {
        return json;
    }
}
