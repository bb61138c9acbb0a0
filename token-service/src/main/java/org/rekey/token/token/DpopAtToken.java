package org.rekey.token.token;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.rekey.token.key.DpopNonces;
import org.rekey.token.key.DpopProofs;
import org.rekey.token.key.DpopRefusal;
import org.rekey.token.key.ProofTarget;
import org.springframework.stereotype.Component;

/** Binds a token to the key that its request shows to hold (RFC 9449 section 5). */
@Component
class DpopAtToken {

    private final DpopProofs proofs;
    private final DpopNonces nonces;
    private final String base;

    DpopAtToken(DpopProofs proofs, DpopNonces nonces, TokenProperties properties) {
        this.proofs = proofs;
        this.nonces = nonces;
        this.base = Metadata.base(properties.issuer().toString());
    }

    /** Whatever the answer will be. */
    Filter handsOutNonce() {
        return (request, response, chain) -> {
            if (((HttpServletRequest) request).getHeader(DpopProofs.HEADER) != null) {
                ((HttpServletResponse) response).setHeader(DpopProofs.NONCE_HEADER, nonces.current());
            }
            chain.doFilter(request, response);
        };
    }

    /** Behind the authentication of the client: nobody else fills the memory of what was used. */
    Filter readsProof() {
        return (servletRequest, response, chain) -> {
            FormRequest request = (FormRequest) servletRequest;
            if (request.getHeader(DpopProofs.HEADER) == null || isBound(request, (HttpServletResponse) response)) {
                chain.doFilter(request, response);
            }
        };
    }

    private boolean isBound(FormRequest request, HttpServletResponse response) throws IOException {
        List<String> values = Collections.list(request.getHeaders(DpopProofs.HEADER));
        try {
            ProofTarget target = ProofTarget.of(request.getMethod(), base + request.getServletPath());
            request.boundTo(
                    proofs.verify(values, target, request.client().client().id()));
            return true;
        } catch (DpopRefusal e) {
            Answer.error(request, response, ProtocolException.dpop(e));
            return false;
        }
    }
}
