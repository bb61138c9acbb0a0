package org.rekey.token.token;

import org.rekey.token.key.Jws;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/** A signed statement of a client about itself (RFC 7523 section 2.2), of which nothing but the form is believed yet. */
final class PresentedAssertion extends OAuth2ClientAuthenticationToken {

    private final transient Jws assertion;
    private final String address;

    /** @param address from which it came */
    PresentedAssertion(String clientId, Jws assertion, String address) {
        super(clientId, ClientAuthenticationMethod.PRIVATE_KEY_JWT, null, null);
        this.assertion = assertion;
        this.address = address;
    }

    String clientId() {
        return getName();
    }

    Jws assertion() {
        return assertion;
    }

    String address() {
        return address;
    }
}
