package org.rekey.token.token;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.token.client.ClientKey;
import org.rekey.token.client.Clients;
import org.rekey.token.client.TokenClient;
import org.rekey.token.key.Decoys;
import org.rekey.token.key.Jws;
import org.rekey.token.key.UsedOnce;
import org.rekey.token.limit.Guesses;
import org.rekey.token.view.ViewWatch;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

/** Says yes to an assertion that a client has signed with a key of its own, for this server and just now (RFC 7523). */
@Component
class ClientAssertions {

    private static final long LONGEST_LIFE_SECONDS = 300;
    private static final long LEEWAY_SECONDS = 10;
    private static final int LONGEST_ID = 256;
    private static final Set<String> TYPES = Set.of("", "jwt", "client-authentication+jwt");

    private final Clients clients;
    private final ViewWatch view;
    private final Guesses guesses;
    private final Warnings warnings;
    private final Clock clock;
    private final String issuer;
    private final Decoys decoys = new Decoys();
    private final UsedOnce used;

    ClientAssertions(
            Clients clients,
            ViewWatch view,
            Guesses guesses,
            Warnings warnings,
            Clock clock,
            TokenProperties properties) {
        this.clients = clients;
        this.view = view;
        this.guesses = guesses;
        this.warnings = warnings;
        this.clock = clock;
        this.issuer = properties.issuer().toString();
        this.used = new UsedOnce(clock);
    }

    AuthenticatedClient authenticate(PresentedAssertion presented) {
        Jws assertion = presented.assertion();
        Instant now = clock.instant();
        TokenClient client = clients.find(presented.clientId());
        ClientKey key = isForHereAndNow(presented, now) ? signer(client, assertion, now) : null;
        if (client == null || key == null || client.isSuspended()) {
            throw wrong(presented);
        }
        requireKnowable(key, assertion, now);
        if (!used.first(client.id(), client.id() + "\n" + assertion.text("jti"), expiry(assertion))) {
            throw wrong(presented);
        }
        return new AuthenticatedClient(
                client, key.id(), warnings.of(key, now), ClientAuthenticationMethod.PRIVATE_KEY_JWT);
    }

    private ProtocolException wrong(PresentedAssertion presented) {
        return ProtocolException.invalidClient(guesses.wrong(presented.clientId(), presented.address()));
    }

    /** Where there is no key to ask, it takes as long as if there were. */
    private @Nullable ClientKey signer(@Nullable TokenClient client, Jws assertion, Instant now) {
        List<ClientKey> keys = client == null ? List.of() : candidates(client, assertion, now);
        if (keys.isEmpty()) {
            decoys.verify(assertion);
        }
        return keys.stream()
                .filter(key -> key.jwk().verifies(assertion))
                .findFirst()
                .orElse(null);
    }

    private static List<ClientKey> candidates(TokenClient client, Jws assertion, Instant now) {
        boolean named = assertion.header().has("kid");
        String kid = assertion.header().path("kid").asString("");
        return client.keys().stream()
                .filter(key ->
                        key.worksAt(now) && key.jwk().fits(assertion.algorithm()) && (!named || key.isNamed(kid)))
                .toList();
    }

    /** RFC 7523 section 3; the audience as its successor has it: this server's name, and no other beside it. */
    private boolean isForHereAndNow(PresentedAssertion presented, Instant now) {
        Jws assertion = presented.assertion();
        String jti = assertion.text("jti");
        return isOfClientsType(assertion)
                && !assertion.header().has("jwk")
                && presented.clientId().equals(assertion.text("iss"))
                && issuer.equals(assertion.text("aud"))
                && jti != null
                && jti.length() <= LONGEST_ID
                && isWithinItsTime(assertion, seconds(now));
    }

    private static boolean isOfClientsType(Jws assertion) {
        String type = assertion.header().path("typ").asString("").toLowerCase(Locale.ROOT);
        return TYPES.contains(type.startsWith("application/") ? type.substring(12) : type);
    }

    /** Written so that what is not a number is never in time. */
    private static boolean isWithinItsTime(Jws assertion, double now) {
        double expiry = assertion.seconds("exp");
        return expiry > now
                && expiry <= now + LONGEST_LIFE_SECONDS + LEEWAY_SECONDS
                && isPastOrMissing(assertion, "iat", now)
                && isPastOrMissing(assertion, "nbf", now);
    }

    private static boolean isPastOrMissing(Jws assertion, String claim, double now) {
        return !assertion.claims().has(claim) || assertion.seconds(claim) <= now + LEEWAY_SECONDS;
    }

    /**
     * What was used is remembered in this process alone. Whether an earlier one took the assertion can be told if that one
     * would have refused it: it did not know the key yet, or the assertion was too far ahead of its time. From the longest
     * life of an assertion on that is true of all that have not expired.
     */
    private void requireKnowable(ClientKey key, Jws assertion, Instant now) {
        Instant since = view.readySince();
        double wait = Math.min(
                seconds(since) + LONGEST_LIFE_SECONDS + LEEWAY_SECONDS - assertion.seconds("exp"),
                assertion.claims().has("iat") ? seconds(since) + LEEWAY_SECONDS - seconds(now) : Double.MAX_VALUE);
        if (key.addedAt().isBefore(since) && !mustBeNew(assertion, since)) {
            throw ProtocolException.unavailable((int) Math.max(0, wait) + 1);
        }
    }

    private static boolean mustBeNew(Jws assertion, Instant since) {
        double latest = seconds(since) + LEEWAY_SECONDS;
        return assertion.seconds("iat") > latest || assertion.seconds("exp") > latest + LONGEST_LIFE_SECONDS;
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }

    private static Instant expiry(Jws assertion) {
        return Instant.ofEpochMilli((long) Math.ceil(1000 * assertion.seconds("exp")));
    }
}
