package org.rekey.token.token;

import org.rekey.token.client.TokenClient;
import org.rekey.token.secret.SecretVersion;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/** A client that has shown one of its secrets. */
final class AuthenticatedClient extends OAuth2ClientAuthenticationToken {

    private final transient TokenClient client;
    private final transient SecretVersion secret;

    AuthenticatedClient(TokenClient client, SecretVersion secret, ClientAuthenticationMethod method) {
        super(client.registered(), method, null);
        this.client = client;
        this.secret = secret;
    }

    TokenClient client() {
        return client;
    }

    SecretVersion secret() {
        return secret;
    }
}
