package org.rekey.token.token;

import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.rekey.domain.ClientId;
import org.rekey.domain.Refusal;
import org.rekey.domain.client.RevokeClientTokens;
import org.rekey.domain.token.RevokeToken;
import org.rekey.domain.token.TokenId;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.ConflictException;
import org.rekey.eventstore.Denials;
import org.rekey.token.client.Clients;
import org.rekey.token.client.TokenClient;
import org.rekey.token.limit.Revocations;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Makes a client's own token inactive, and says so when it is. A token that means nothing, or nothing any more, needs no
 * event; another client's is refused. A client that revokes very many loses all that it has so far, by one event.
 */
@Component
class Revocation {

    private static final int TURNS = 64;

    private final Introspection introspection;
    private final Commits commits;
    private final Denials denials;
    private final Clients clients;
    private final Revocations limits;
    private final ReentrantLock[] turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toArray(ReentrantLock[]::new);

    Revocation(Introspection introspection, Commits commits, Denials denials, Clients clients, Revocations limits) {
        this.clients = clients;
        this.limits = limits;
        this.introspection = introspection;
        this.commits = commits;
        this.denials = denials;
    }

    Authentication revoke(Authentication authentication) {
        RevocationRequest request = (RevocationRequest) authentication;
        TokenFacts facts = introspection.read(request.getToken());
        if (facts != null) {
            refuseOthers(request, facts);
            if (!introspection.isOver(facts) && !isOfThePast(facts)) {
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
        if (limits.single(facts.clientId())) {
            RevokeToken command = new RevokeToken(
                    new TokenId(facts.jti()), new ClientId(facts.clientId()), Instant.ofEpochSecond(facts.expiresAt()));
            denials.awaitSeen(commit(request, command));
        } else {
            revokeAll(request, facts);
        }
    }

    /** After too many single ones. One after the other: the next finds that its token is over as well. */
    private void revokeAll(RevocationRequest request, TokenFacts facts) {
        ReentrantLock turn = turns[Math.floorMod(facts.clientId().hashCode(), turns.length)];
        turn.lock();
        try {
            if (isOfThePast(facts)) {
                return;
            }
            int secondsToWait = limits.all(facts.clientId());
            if (secondsToWait > 0) {
                throw ProtocolException.tooMany(secondsToWait);
            }
            denials.awaitSeen(commit(request, new RevokeClientTokens(new ClientId(facts.clientId()))));
        } catch (Refusal deletedSince) {
            // Its tokens are over.
        } finally {
            turn.unlock();
        }
    }

    /** Whether all tokens of the client have been revoked since, or the client is gone. */
    private boolean isOfThePast(TokenFacts facts) {
        TokenClient client = clients.find(facts.clientId());
        return client == null || !TokenIds.isOfEpoch(facts.jti(), client.epoch());
    }

    /** Who revokes the same token at the same moment has won: asking again finds it done. */
    private long commit(RevocationRequest request, Object command) {
        try {
            return commits.dispatch(request.provenance(), command).position();
        } catch (ConflictException e) {
            return commits.dispatch(request.provenance(), command).position();
        }
    }
}
