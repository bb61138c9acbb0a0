package org.rekey.token.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody else's public key (RFC 7517): on P-256, RSA of 2048 to 8192 bits, or Ed25519, with nothing private in it.
 * Certificates and addresses that stand in it are not looked at.
 */
public final class PublicJwk {

    private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final int P256_BYTES = 32;
    private static final int ED25519_BYTES = 32;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final int MOST_EXPONENT_BITS = 33;

    private final String type;
    private final PublicKey key;
    private final String thumbprint;
    private final @Nullable String kid;
    private final @Nullable JwsAlgorithm algorithm;

    private PublicJwk(
            String type, PublicKey key, String thumbprint, @Nullable String kid, @Nullable JwsAlgorithm algorithm) {
        this.type = type;
        this.key = key;
        this.thumbprint = thumbprint;
        this.kid = kid;
        this.algorithm = algorithm;
    }

    /** Null unless it is one that may be used. */
    public static @Nullable PublicJwk parse(String json) {
        JsonNode jwk = Jws.object(json);
        return jwk == null ? null : of(jwk);
    }

    /** Null unless it is one that may be used. */
    static @Nullable PublicJwk of(JsonNode jwk) {
        String alg = jwk.path("alg").asString("");
        JwsAlgorithm algorithm = JwsAlgorithm.named(alg);
        boolean restricted = jwk.has("alg");
        if (!jwk.isObject() || PRIVATE.stream().anyMatch(jwk::has) || !isForSignatures(jwk)) {
            return null;
        }
        if (restricted && algorithm == null) {
            return null;
        }
        try {
            String type = text(jwk, "kty");
            JWK read = read(type, jwk);
            return new PublicJwk(
                    type,
                    key(read),
                    read.computeThumbprint().toString(),
                    jwk.has("kid") ? text(jwk, "kid") : null,
                    algorithm);
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException | IllegalStateException e) {
            return null;
        }
    }

    private static boolean isForSignatures(JsonNode jwk) {
        return !jwk.has("use") || jwk.path("use").asString("").equals("sig");
    }

    private static JWK read(String type, JsonNode jwk) {
        return switch (type) {
            case "EC" -> ec(jwk);
            case "RSA" -> rsa(jwk);
            case "OKP" -> okp(jwk);
            default -> throw new IllegalArgumentException("not a key type for signatures");
        };
    }

    private static ECKey ec(JsonNode jwk) {
        require(text(jwk, "crv").equals("P-256"));
        return new ECKey.Builder(Curve.P_256, bytes(jwk, "x", P256_BYTES), bytes(jwk, "y", P256_BYTES)).build();
    }

    private static OctetKeyPair okp(JsonNode jwk) {
        require(text(jwk, "crv").equals("Ed25519"));
        return new OctetKeyPair.Builder(Curve.Ed25519, bytes(jwk, "x", ED25519_BYTES)).build();
    }

    private static RSAKey rsa(JsonNode jwk) {
        Base64URL n = base64Url(jwk, "n");
        Base64URL e = base64Url(jwk, "e");
        BigInteger modulus = n.decodeToBigInteger();
        BigInteger exponent = e.decodeToBigInteger();
        require(modulus.bitLength() >= LEAST_RSA_BITS && modulus.bitLength() <= MOST_RSA_BITS && modulus.testBit(0));
        require(exponent.bitLength() >= 2 && exponent.bitLength() <= MOST_EXPONENT_BITS && exponent.testBit(0));
        // One way to write a number (RFC 7518 section 6.3.1), or one key would have several thumbprints.
        require(Base64URL.encode(modulus).equals(n)
                && Base64URL.encode(exponent).equals(e));
        return new RSAKey.Builder(n, e).build();
    }

    private static Base64URL bytes(JsonNode jwk, String member, int length) {
        Base64URL value = base64Url(jwk, member);
        require(value.decode().length == length);
        return value;
    }

    private static Base64URL base64Url(JsonNode jwk, String member) {
        String value = text(jwk, member);
        require(Strict.base64Url(value) != null);
        return new Base64URL(value);
    }

    private static String text(JsonNode jwk, String member) {
        JsonNode value = jwk.path(member);
        require(value.isString());
        return value.stringValue();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not a public key that is accepted here");
        }
    }

    private static PublicKey key(JWK jwk) throws GeneralSecurityException, JOSEException {
        if (jwk instanceof OctetKeyPair ed25519) {
            return KeyForm.ed25519Key(ed25519.getX().decode());
        }
        return jwk instanceof ECKey ec ? ec.toECPublicKey() : jwk.toRSAKey().toRSAPublicKey();
    }

    /** RFC 7638, with SHA-256. */
    public String thumbprint() {
        return thumbprint;
    }

    public @Nullable String kid() {
        return kid;
    }

    public boolean fits(JwsAlgorithm asked) {
        return type.equals(asked.keyType()) && (algorithm == null || algorithm.isSameAs(asked));
    }

    public boolean verifies(Jws jws) {
        return fits(jws.algorithm()) && hasSigned(jws);
    }

    /** Java 17 before 17.0.3 does not look, and takes zeros for anybody's signature of anything (CVE-2022-21449). */
    private boolean isInRange(byte[] signature) {
        return !(key instanceof ECPublicKey ec)
                || EcdsaRange.contains(ec.getParams().getOrder(), signature);
    }

    boolean hasSigned(Jws jws) {
        try {
            Signature verifier = jws.algorithm().verifier();
            verifier.initVerify(key);
            verifier.update(jws.signed());
            return isInRange(jws.signature()) && verifier.verify(jws.signature());
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(jws.algorithm() + " signatures cannot be verified", e);
        }
    }
}
