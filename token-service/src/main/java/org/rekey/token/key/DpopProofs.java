package org.rekey.token.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks that whoever sends a request holds a key, by the proof in its header {@code DPoP} (RFC 9449 section 4.3). */
@Component
public class DpopProofs {

    public static final String HEADER = "DPoP";
    public static final String NONCE_HEADER = "DPoP-Nonce";

    private static final int LONGEST_ID = 256;

    private final DpopNonces nonces;
    private final Clock clock;
    private final double windowSeconds;
    private final boolean nonceRequired;
    private final UsedOnce used;

    DpopProofs(DpopNonces nonces, DpopProperties properties, Clock clock) {
        this.nonces = nonces;
        this.clock = clock;
        this.windowSeconds = properties.window().toMillis() / 1000.0;
        this.nonceRequired = properties.nonceRequired();
        this.used = new UsedOnce(clock);
    }

    /**
     * For who issues tokens.
     *
     * @param proofs all values of the header
     * @param clientId of who has authenticated
     * @return the thumbprint of the key that signed: {@code jkt}
     * @throws DpopRefusal if it proves nothing
     */
    public String verify(List<String> proofs, ProofTarget target, String clientId) {
        return verify(proofs, target, clientId, null, null);
    }

    /**
     * For who is shown a token.
     *
     * @param proofs all values of the header
     * @param clientId of the token
     * @param accessToken that the proof comes with
     * @param jkt the thumbprint of the key that the token is bound to
     * @throws DpopRefusal if it does not prove that whoever shows the token holds its key
     */
    public void verifyHolder(List<String> proofs, ProofTarget target, String clientId, String accessToken, String jkt) {
        var unused = verify(proofs, target, clientId, accessToken, jkt);
    }

    private String verify(
            List<String> proofs,
            ProofTarget target,
            String clientId,
            @Nullable String accessToken,
            @Nullable String jkt) {
        if (proofs.size() != 1) {
            throw DpopRefusal.invalid("there must be one header DPoP");
        }
        Jws proof = Jws.parse(proofs.get(0));
        if (proof == null) {
            throw DpopRefusal.invalid("the proof is not a JWT that can be accepted");
        }
        PublicJwk key = key(proof);
        if (jkt != null && !jkt.equals(key.thumbprint())) {
            throw DpopRefusal.otherKey();
        }
        requireClaims(proof, target, accessToken);
        requireNonce(proof);
        requireFirstUse(proof, key, clientId);
        return key.thumbprint();
    }

    private static PublicJwk key(Jws proof) {
        if (!proof.header().path("typ").asString("").equals("dpop+jwt")) {
            throw DpopRefusal.invalid("the type of the proof must be dpop+jwt");
        }
        PublicJwk key = PublicJwk.of(proof.header().path("jwk"));
        if (key == null || !key.verifies(proof)) {
            throw DpopRefusal.invalid("the proof is not signed by the public key in its header");
        }
        return key;
    }

    private void requireClaims(Jws proof, ProofTarget target, @Nullable String accessToken) {
        if (!target.isMethod(proof.text("htm")) || !target.isAddress(proof.text("htu"))) {
            throw DpopRefusal.invalid("the proof is for another request");
        }
        double now = clock.millis() / 1000.0;
        // Not a number is not within anything.
        if (!(Math.abs(now - proof.seconds("iat")) <= windowSeconds)) {
            throw DpopRefusal.invalid("the proof was not made just now");
        }
        if (accessToken != null && !isSame(hash(accessToken), proof.text("ath"))) {
            throw DpopRefusal.invalid("the proof is for another access token");
        }
    }

    private void requireNonce(Jws proof) {
        String nonce = proof.text("nonce");
        if (nonce == null ? nonceRequired || proof.claims().has("nonce") : !nonces.isGood(nonce)) {
            throw DpopRefusal.nonce();
        }
    }

    private void requireFirstUse(Jws proof, PublicJwk key, String clientId) {
        String jti = proof.text("jti");
        if (jti == null || jti.length() > LONGEST_ID) {
            throw DpopRefusal.invalid("the proof must have a short jti");
        }
        Instant until = Instant.ofEpochSecond((long) proof.seconds("iat"))
                .plus(Duration.ofMillis((long) (windowSeconds * 1000)))
                .plusSeconds(1);
        if (!used.first(clientId, key.thumbprint() + " " + jti, until)) {
            throw DpopRefusal.invalid("the proof was used before");
        }
    }

    private static boolean isSame(String expected, @Nullable String claimed) {
        return claimed != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.US_ASCII), claimed.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String accessToken) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
