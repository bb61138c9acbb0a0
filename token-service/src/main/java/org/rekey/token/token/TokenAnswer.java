package org.rekey.token.token;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.rekey.token.token.Warnings.Warning;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;

/** An issued token, and the answer that brings it (RFC 6749 section 5.1). */
final class TokenAnswer extends OAuth2AccessTokenAuthenticationToken {

    private final transient AuthenticatedClient client;
    private final transient JsonBytes json;

    TokenAnswer(AuthenticatedClient client, OAuth2AccessToken token, JsonBytes json) {
        super(client.client().registered(), client, token);
        this.client = client;
        this.json = json;
    }

    /** With a word to the program, in a header that others may ignore, when its credential is about to end. */
    void write(HttpServletResponse response) throws IOException {
        Warning warning = client.warning();
        if (warning != null) {
            response.setHeader("Rekey-Warning", warning.what() + "; expires_in=" + warning.expiresIn());
        }
        Answer.json(response, json);
    }
}
