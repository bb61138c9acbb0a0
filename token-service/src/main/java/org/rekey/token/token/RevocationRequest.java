package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import org.rekey.eventstore.Provenance;
import org.rekey.token.client.Origin;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;

/** A wish that a token be no longer active (RFC 7009 section 2.1). The hint is not needed. */
final class RevocationRequest extends OAuth2TokenRevocationAuthenticationToken {

    private final transient AuthenticatedClient client;
    private final transient Provenance provenance;

    private RevocationRequest(String token, AuthenticatedClient client, Provenance provenance) {
        super(token, client, null);
        this.client = client;
        this.provenance = provenance;
    }

    static Authentication from(HttpServletRequest request) {
        FormRequest form = FormRequest.of(request);
        AuthenticatedClient client = form.client();
        return new RevocationRequest(
                TokenParameter.of(form.form()), client, Origin.of(request).of(client.client()));
    }

    AuthenticatedClient client() {
        return client;
    }

    Provenance provenance() {
        return provenance;
    }
}
