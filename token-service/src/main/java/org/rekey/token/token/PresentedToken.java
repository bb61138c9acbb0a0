package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** A token as a call brings it. */
record PresentedToken(TokenScheme scheme, String text) {

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return scheme.toString();
    }

    static PresentedToken of(HttpServletRequest request) {
        List<String> given = OriginalRequest.headers(request, "Authorization");
        if (given.isEmpty()) {
            throw TokenRefusal.noToken();
        }
        if (given.size() > 1) {
            throw TokenRefusal.invalidToken("there is more than one token");
        }
        for (TokenScheme scheme : TokenScheme.values()) {
            if (scheme.begins(given.get(0))) {
                return new PresentedToken(scheme, scheme.tokenIn(given.get(0)));
            }
        }
        throw TokenRefusal.noToken();
    }

    /** That of the first one, or the usual one where there is none. */
    static TokenScheme scheme(HttpServletRequest request) {
        List<String> given = OriginalRequest.headers(request, "Authorization");
        return !given.isEmpty() && TokenScheme.DPOP.begins(given.get(0)) ? TokenScheme.DPOP : TokenScheme.BEARER;
    }
}
