package org.rekey.standalone;

import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.TokenCheck;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.token.token.ActiveToken;
import org.rekey.token.token.Introspection;
import org.rekey.token.view.ViewUnavailableException;
import org.springframework.dao.DataAccessResourceFailureException;

/** The bearer check of the admin API, answered by the token service of the same process. */
final class LiveTokenCheck implements TokenCheck {

    private static final String AUDIENCE = BuiltInApis.REKEY.value();

    private final Introspection introspection;

    LiveTokenCheck(Introspection introspection) {
        this.introspection = introspection;
    }

    @Override
    public @Nullable Caller check(String bearerToken) {
        try {
            return introspected(bearerToken)
                    .filter(token -> token.audiences().contains(AUDIENCE) && isBearerToken(token))
                    .map(LiveTokenCheck::caller)
                    .orElse(null);
        } catch (ViewUnavailableException e) {
            throw new DataAccessResourceFailureException("nobody can tell whether the token is active", e);
        }
    }

    private Optional<ActiveToken> introspected(String bearerToken) {
        try {
            return introspection.introspect(bearerToken);
        } catch (ViewUnavailableException anotherCopyServes) {
            return introspection.introspectStored(bearerToken);
        }
    }

    /** One that is bound to a key proves nothing without a proof (RFC 9449 section 7.2). */
    private static boolean isBearerToken(ActiveToken token) {
        return token.jkt() == null;
    }

    private static Caller caller(ActiveToken token) {
        return new Caller(token.clientId(), new HashSet<>(token.scopes()), token.tenant(), token.userId());
    }
}
