package org.rekey.token.key;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rekey.domain.key.SigningAlgorithm;

/** Keys that nobody has, to be asked where there is none: how long an answer takes does not tell. */
public final class Decoys {

    private final Map<SigningAlgorithm, PublicJwk> keys = new ConcurrentHashMap<>();

    public void verify(Jws jws) {
        var unused = keys.computeIfAbsent(like(jws.algorithm()), Decoys::make).hasSigned(jws);
    }

    private static SigningAlgorithm like(JwsAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> SigningAlgorithm.ES256;
            case RS256, PS256 -> SigningAlgorithm.RS256;
            case EdDSA, Ed25519 -> SigningAlgorithm.EdDSA;
        };
    }

    private static PublicJwk make(SigningAlgorithm algorithm) {
        try {
            PublicJwk jwk = PublicJwk.parse(KeyForm.publicJwk(
                    "decoy", algorithm, KeyForm.generate(algorithm).getPublic()));
            if (jwk != null) {
                return jwk;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + algorithm + " key can be made", e);
        }
        throw new IllegalStateException("our own " + algorithm + " key cannot be read");
    }
}
