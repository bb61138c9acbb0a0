package org.rekey.token.token;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.token.TokenType;
import org.rekey.eventstore.LogContinuity;
import org.rekey.token.api.ApiCatalogue;
import org.rekey.token.client.Access;
import org.rekey.token.client.GrantedAccess;
import org.rekey.token.client.TokenClient;
import org.rekey.token.key.DpopRefusal;
import org.rekey.token.limit.Quota;
import org.rekey.token.token.Warnings.Warning;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.stereotype.Component;

/** Gives a client that has shown its secret a token with the scopes it asks for, or with all that it has. */
@Component
class TokenGrant {

    private static final byte[] BEFORE_TOKEN = ascii("{\"access_token\":\"");
    private static final byte[] BEARER = ascii("\",\"token_type\":\"Bearer\",\"expires_in\":");
    private static final byte[] DPOP = ascii("\",\"token_type\":\"DPoP\",\"expires_in\":");
    private static final byte[] LOWER_CASE_BEARER = ascii("\",\"token_type\":\"bearer\",\"expires_in\":");
    private static final byte[] SECRET_EXPIRES_IN = ascii(",\"secret_expires_in\":");

    private final ApiCatalogue apis;
    private final JwtTokens jwts;
    private final OpaqueTokens handles;
    private final TokenIds ids;
    private final Quota quota;
    private final LogContinuity log;
    private final Clock clock;

    TokenGrant(
            ApiCatalogue apis,
            JwtTokens jwts,
            OpaqueTokens handles,
            TokenIds ids,
            Quota quota,
            LogContinuity log,
            Clock clock) {
        this.apis = apis;
        this.jwts = jwts;
        this.handles = handles;
        this.ids = ids;
        this.quota = quota;
        this.log = log;
        this.clock = clock;
    }

    Authentication issue(Authentication authentication) {
        TokenRequest request = (TokenRequest) authentication;
        TokenClient client = request.client().client();
        int secondsToWait = quota.take(client.id());
        if (secondsToWait > 0) {
            throw ProtocolException.tooMany(secondsToWait);
        }
        String jkt = binding(client, request.jkt());
        GrantedAccess granted = client.access(apis.current());
        String resource = resource(granted, request.resources());
        Access access = access(client, granted.narrowedTo(resource), request.scope());
        Instant now = clock.instant();
        long issuedAt = now.getEpochSecond();
        TokenFacts facts = new TokenFacts(
                ids.next(client.epoch()),
                client.id(),
                request.client().credentialId(),
                access.text(),
                issuedAt,
                issuedAt + client.ttlSeconds(),
                resource,
                jkt,
                log.origin());
        byte[] token = client.getsOpaqueTokens() ? handles.issue(facts) : jwts.issue(client, access, facts, now);
        return new TokenAnswer(
                request.client(), accessToken(token, facts), json(request.client(), access, facts, token));
    }

    private static @Nullable String binding(TokenClient client, @Nullable String jkt) {
        if (jkt == null && client.tokenType() == TokenType.DPOP) {
            throw ProtocolException.dpop(DpopRefusal.missing());
        }
        return jkt;
    }

    /** With a blank between them; null for all. */
    private static @Nullable String resource(GrantedAccess granted, List<String> requested) {
        if (requested.isEmpty()) {
            return null;
        }
        for (String resource : requested) {
            if (!granted.isFor(resource)) {
                throw ProtocolException.invalidTarget();
            }
        }
        return String.join(" ", new LinkedHashSet<>(requested));
    }

    /** Asking for nothing means everything, unless the client is held to naming what it wants (RFC 6749 section 3.3). */
    private static Access access(TokenClient client, GrantedAccess granted, @Nullable String requested) {
        if (requested == null && client.mustNameScopes()) {
            throw ProtocolException.invalidScope("this client has to name the scopes it wants");
        }
        Access access = requested == null ? granted.all() : granted.of(requested);
        if (access == null) {
            throw ProtocolException.invalidScope("a scope that was asked for is not granted to this client");
        }
        if (access.isEmpty()) {
            throw ProtocolException.invalidScope("no scope is granted to this client");
        }
        return access;
    }

    private static OAuth2AccessToken accessToken(byte[] token, TokenFacts facts) {
        return new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER,
                new String(token, StandardCharsets.ISO_8859_1),
                Instant.ofEpochSecond(facts.issuedAt()),
                Instant.ofEpochSecond(facts.expiresAt()));
    }

    private static JsonBytes json(AuthenticatedClient authenticated, Access access, TokenFacts facts, byte[] token) {
        TokenClient client = authenticated.client();
        byte[] scope = access.answer();
        byte[] extensions = client.extensions();
        JsonBytes json = new JsonBytes(token.length + scope.length + extensions.length + 128)
                .add(BEFORE_TOKEN)
                .add(token)
                .add(type(client, facts))
                .add(client.ttlSeconds())
                .add(scope)
                .add(extensions);
        Warning warning = authenticated.warning();
        if (warning != null) {
            json.add(SECRET_EXPIRES_IN).add(warning.expiresIn());
        }
        return json.add("}");
    }

    private static byte[] type(TokenClient client, TokenFacts facts) {
        if (facts.jkt() != null) {
            return DPOP;
        }
        return client.tokenType() == TokenType.LOWER_CASE_BEARER ? LOWER_CASE_BEARER : BEARER;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
