package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import org.rekey.eventstore.Provenance;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;

/** A wish that a token be no longer active (RFC 7009 section 2.1). The hint is not needed. */
final class RevocationRequest extends OAuth2TokenRevocationAuthenticationToken {

    private static final int LONGEST_USER_AGENT = 256;

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
        String userAgent = request.getHeader("User-Agent");
        Provenance provenance = new Provenance(
                "client:" + client.client().id(),
                "api",
                request.getRemoteAddr(),
                userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
                        ? userAgent
                        : userAgent.substring(0, LONGEST_USER_AGENT),
                null,
                client.client().tenant(),
                null);
        return new RevocationRequest(TokenParameter.of(form.form()), client, provenance);
    }

    AuthenticatedClient client() {
        return client;
    }

    Provenance provenance() {
        return provenance;
    }
}
