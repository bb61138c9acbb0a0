package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.token.key.DpopNonces;
import org.rekey.token.key.DpopProofs;
import org.rekey.token.key.DpopRefusal;
import org.rekey.token.key.ProofTarget;
import org.springframework.stereotype.Component;

/** A token that is bound to a key is good in the hands of who holds it (RFC 9449 section 7), and no bearer token is. */
@Component
class DpopAtCheck {

    private final DpopProofs proofs;
    private final DpopNonces nonces;

    DpopAtCheck(DpopProofs proofs, DpopNonces nonces) {
        this.proofs = proofs;
        this.nonces = nonces;
    }

    void requireHolder(
            PresentedToken presented,
            LiveToken token,
            OriginalRequest original,
            HttpServletRequest request,
            HttpServletResponse response) {
        String jkt = token.facts().jkt();
        if (presented.scheme() == TokenScheme.BEARER) {
            refuseBound(jkt);
            return;
        }
        response.setHeader(DpopProofs.NONCE_HEADER, nonces.current());
        if (jkt == null) {
            throw TokenRefusal.invalidToken("the token is not bound to a key");
        }
        try {
            proofs.verifyHolder(
                    OriginalRequest.headers(request, DpopProofs.HEADER),
                    target(original, request),
                    token.client().id(),
                    presented.text(),
                    jkt);
        } catch (DpopRefusal e) {
            throw TokenRefusal.of(e);
        }
    }

    private static void refuseBound(@Nullable String jkt) {
        if (jkt != null) {
            throw TokenRefusal.invalidToken("the token is bound to a key and no bearer token");
        }
    }

    private static ProofTarget target(OriginalRequest original, HttpServletRequest request) {
        String uri = original.uri();
        if (!uri.startsWith("/")) {
            return ProofTarget.of(original.method(), uri);
        }
        List<String> scheme = OriginalRequest.headers(request, "X-Forwarded-Proto");
        List<String> host = OriginalRequest.headers(request, "X-Forwarded-Host");
        return scheme.isEmpty() || host.isEmpty()
                ? ProofTarget.ofPath(original.method(), uri)
                : ProofTarget.of(original.method(), only(scheme) + "://" + only(host) + uri);
    }

    private static String only(List<String> values) {
        return values.size() == 1 ? values.get(0) : "";
    }
}
