package org.rekey.token.token;

import java.time.Instant;
import org.rekey.domain.ClientId;
import org.rekey.domain.token.RevokeToken;
import org.rekey.domain.token.TokenId;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.ConflictException;
import org.rekey.eventstore.Denials;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Makes a client's own token inactive, and says so when it is. A token that means nothing, or nothing any more, needs no
 * event; another client's is refused.
 */
@Component
class Revocation {

    private final Introspection introspection;
    private final Commits commits;
    private final Denials denials;

    Revocation(Introspection introspection, Commits commits, Denials denials) {
        this.introspection = introspection;
        this.commits = commits;
        this.denials = denials;
    }

    Authentication revoke(Authentication authentication) {
        RevocationRequest request = (RevocationRequest) authentication;
        TokenFacts facts = introspection.read(request.getToken());
        if (facts != null) {
            refuseOthers(request, facts);
            if (!introspection.isOver(facts)) {
                record(request, facts);
            }
        }
        return request;
    }

    private static void refuseOthers(RevocationRequest request, TokenFacts facts) {
        if (!facts.clientId().equals(request.client().client().id())) {
            throw ProtocolException.invalidGrant("the token was issued to another client");
        }
    }

    private void record(RevocationRequest request, TokenFacts facts) {
        RevokeToken command = new RevokeToken(
                new TokenId(facts.jti()), new ClientId(facts.clientId()), Instant.ofEpochSecond(facts.expiresAt()));
        denials.awaitSeen(commit(request, command));
    }

    /** Who revokes the same token at the same moment has won: asking again finds it done. */
    private long commit(RevocationRequest request, RevokeToken command) {
        try {
            return commits.dispatch(request.provenance(), command).position();
        } catch (ConflictException e) {
            return commits.dispatch(request.provenance(), command).position();
        }
    }
}
