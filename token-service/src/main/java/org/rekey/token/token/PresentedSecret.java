package org.rekey.token.token;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/** What a request presents as client and secret, and how else that may be read. */
final class PresentedSecret extends OAuth2ClientAuthenticationToken {

    private final transient Reading first;
    private final transient @Nullable Reading second;
    private final String address;

    record Reading(String clientId, String secret) {

        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return clientId;
        }
    }

    PresentedSecret(ClientAuthenticationMethod method, Reading first, @Nullable Reading second, String address) {
        super(first.clientId(), method, null, null);
        this.first = first;
        this.second = second;
        this.address = address;
    }

    Reading first() {
        return first;
    }

    @Nullable
    Reading second() {
        return second;
    }

    /** Where it comes from. */
    String address() {
        return address;
    }
}
