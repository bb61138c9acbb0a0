package org.rekey.domain.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.Refusal;

/**
 * How a client gets its tokens.
 *
 * @param ttl how long a token lives
 * @param requireScope whether a token request must name its scopes; otherwise no {@code scope} means all granted ones
 * @param tokenType null for {@code Bearer}, which a request that comes with a DPoP proof turns into {@code DPoP}
 */
public record TokenPolicy(
        TokenFormat format,
        Duration ttl,
        boolean requireScope,
        @Nullable TokenType tokenType) {

    /** No token outlives this, so a signing key need not be kept in the JWKS for longer. */
    public static final Duration LONGEST_TTL = Duration.ofHours(24);

    public static final TokenPolicy DEFAULT = new TokenPolicy(TokenFormat.JWT, Duration.ofHours(1), false, null);

    private static final Duration SHORTEST_TTL = Duration.ofMinutes(1);

    public void check() {
        boolean wholeSeconds = ttl.equals(Duration.ofSeconds(ttl.toSeconds()));
        if (!wholeSeconds || ttl.compareTo(SHORTEST_TTL) < 0 || ttl.compareTo(LONGEST_TTL) > 0) {
            throw Refusal.rule("token.ttl", "must be an ISO-8601 duration of whole seconds from PT1M to PT24H");
        }
    }
}
