package org.rekey.token.token;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.token.api.ApiCatalogue;
import org.rekey.token.client.Access;
import org.rekey.token.client.Clients;
import org.rekey.token.client.TokenClient;
import org.rekey.token.key.SigningKeys;
import org.rekey.token.view.ViewUnavailableException;
import org.rekey.token.view.ViewWatch;
import org.springframework.stereotype.Component;

/**
 * What a token is, at this moment: its signature or seal says only that it was issued here, all else is asked of the
 * clients as they are now.
 */
@Component
public class Introspection {

    private static final int LONGEST_TOKEN = 32 * 1024;

    private final ViewWatch view;
    private final JwtTokens jwts;
    private final OpaqueTokens handles;
    private final Clients clients;
    private final ApiCatalogue apis;
    private final RevokedTokens revoked;
    private final SigningKeys keys;
    private final TokenLineage lineage;
    private final Clock clock;

    Introspection(
            ViewWatch view,
            JwtTokens jwts,
            OpaqueTokens handles,
            Clients clients,
            ApiCatalogue apis,
            RevokedTokens revoked,
            SigningKeys keys,
            TokenLineage lineage,
            Clock clock) {
        this.view = view;
        this.jwts = jwts;
        this.handles = handles;
        this.clients = clients;
        this.apis = apis;
        this.revoked = revoked;
        this.keys = keys;
        this.lineage = lineage;
        this.clock = clock;
    }

    /**
     * Empty for a token that is unknown, altered, expired, revoked, or whose client, secret or scopes are gone.
     *
     * @throws ViewUnavailableException if nobody can tell at the moment: neither yes nor no may be answered
     */
    public Optional<ActiveToken> introspect(String token) {
        LiveToken live = live(token);
        return live == null ? Optional.empty() : Optional.ofNullable(active(live));
    }

    /**
     * The same from the tables that another copy keeps, with what this one remembers read again: slower, and for the few calls
     * of administrators that reach a copy which issues and checks no tokens.
     *
     * @throws ViewUnavailableException if the tables are behind the log
     */
    public Optional<ActiveToken> introspectStored(String token) {
        TokenFacts facts = readAgain(token);
        if (facts == null) {
            return Optional.empty();
        }
        view.awaitStored();
        clients.clientCreated(facts.clientId());
        apis.apisChanged();
        revoked.everythingChanged();
        LiveToken live = find(facts);
        return live == null ? Optional.empty() : Optional.ofNullable(active(live));
    }

    /** It may have been signed with a key that came after those in memory. */
    private @Nullable TokenFacts readAgain(String token) {
        TokenFacts facts = read(token);
        if (facts == null) {
            keys.keysChanged();
            facts = read(token);
        }
        return facts;
    }

    /**
     * A good token, even if its client may do nothing any more; null for one that is unknown, altered, expired, revoked, or
     * whose client or secret is gone.
     *
     * @throws ViewUnavailableException if nobody can tell at the moment: neither yes nor no may be answered
     */
    @Nullable
    LiveToken live(String token) {
        view.requireReady();
        TokenFacts facts = read(token);
        LiveToken live = facts == null ? null : find(facts);
        if (live == null) {
            view.requireView();
        } else {
            view.requireReady();
        }
        return live;
    }

    private @Nullable LiveToken find(TokenFacts facts) {
        if (isOver(facts)) {
            return null;
        }
        TokenClient client = clients.find(facts.clientId());
        if (client == null || client.isSuspended() || client.hasRevoked(facts.credentialId())) {
            return null;
        }
        if (!lineage.knowsCredential(client, facts)) {
            return null;
        }
        return TokenIds.isOfEpoch(facts.jti(), client.epoch()) ? new LiveToken(client, facts) : null;
    }

    /** What the token says of itself; null if it was not issued here. */
    @Nullable
    TokenFacts read(String token) {
        int firstDot = token.indexOf('.');
        int secondDot = token.indexOf('.', firstDot + 1);
        if (firstDot < 0 || secondDot < 0 || token.length() > LONGEST_TOKEN) {
            return null;
        }
        return token.indexOf('.', secondDot + 1) < 0 ? jwts.read(token, firstDot, secondDot) : handles.read(token);
    }

    boolean isOver(TokenFacts facts) {
        return facts.expiresAt() <= clock.instant().getEpochSecond()
                || revoked.contains(facts.jti())
                || !lineage.isOfThisLog(facts);
    }

    private @Nullable ActiveToken active(LiveToken token) {
        TokenFacts facts = token.facts();
        Access access = token.access(apis.current());
        return access.isEmpty()
                ? null
                : new ActiveToken(
                        token.client(),
                        access,
                        facts.jti(),
                        facts.credentialId(),
                        facts.issuedAt(),
                        facts.expiresAt(),
                        facts.jkt());
    }
}
