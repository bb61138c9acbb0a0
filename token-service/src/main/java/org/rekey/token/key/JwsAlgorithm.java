package org.rekey.token.key;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody else may sign with (RFC 7518 section 3.1, RFC 8037): public keys only, so a secret is never mixed up with one. */
public enum JwsAlgorithm {
    ES256("EC", "SHA256withECDSAinP1363Format"),
    RS256("RSA", "SHA256withRSA"),
    PS256("RSA", "RSASSA-PSS"),
    EdDSA("OKP", "Ed25519"),
    /** The same under its newer name (RFC 9864). */
    Ed25519("OKP", "Ed25519");

    public static final List<String> NAMES =
            Arrays.stream(values()).map(JwsAlgorithm::name).toList();

    private final String keyType;
    private final String jcaName;

    JwsAlgorithm(String keyType, String jcaName) {
        this.keyType = keyType;
        this.jcaName = jcaName;
    }

    /** Null for any other. */
    public static @Nullable JwsAlgorithm named(String name) {
        for (JwsAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return algorithm;
            }
        }
        return null;
    }

    String keyType() {
        return keyType;
    }

    boolean isSameAs(JwsAlgorithm other) {
        return keyType.equals(other.keyType) && jcaName.equals(other.jcaName);
    }

    Signature verifier() throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(jcaName);
        if (this == PS256) {
            verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        return verifier;
    }
}
