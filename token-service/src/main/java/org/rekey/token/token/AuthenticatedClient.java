package org.rekey.token.token;

import org.jspecify.annotations.Nullable;
import org.rekey.token.client.TokenClient;
import org.rekey.token.token.Warnings.Warning;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/** A client that has shown one of its credentials. */
final class AuthenticatedClient extends OAuth2ClientAuthenticationToken {

    private final transient TokenClient client;
    private final String credentialId;
    private final transient @Nullable Warning warning;

    AuthenticatedClient(
            TokenClient client, String credentialId, @Nullable Warning warning, ClientAuthenticationMethod method) {
        super(client.registered(), method, null);
        this.client = client;
        this.credentialId = credentialId;
        this.warning = warning;
    }

    TokenClient client() {
        return client;
    }

    /** The secret or the key: what stands in its tokens as {@code sid}. */
    String credentialId() {
        return credentialId;
    }

    /** Null when the credential goes on working for long enough. */
    @Nullable
    Warning warning() {
        return warning;
    }
}
