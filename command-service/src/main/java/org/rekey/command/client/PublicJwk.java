package org.rekey.command.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.command.Fields;
import org.rekey.domain.key.KeyId;
import tools.jackson.databind.json.JsonMapper;

/**
 * The key of a client as a request brings it (RFC 7517), checked. It is written anew from its numbers: nothing else of the
 * request is kept, and one key has one thumbprint however it was spelled.
 *
 * @param id the thumbprint (RFC 7638)
 * @param text the key as JSON
 */
record PublicJwk(KeyId id, @Nullable String kid, @Nullable String alg, String text) {

    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1,256}");
    private static final int LONGEST_NUMBER = 2048;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final int MOST_EXPONENT_BITS = 33;

    /** @throws ProblemException 422, naming members but no values */
    static PublicJwk of(Fields jwk) {
        refusePrivate(jwk);
        checkPurpose(jwk);
        String kid = kid(jwk);
        String type = jwk.text("kty");
        return switch (type) {
            case "EC" -> written(ec(jwk), kid, alg(jwk, "ES256"));
            case "RSA" -> written(rsa(jwk), kid, alg(jwk, "RS256", "PS256"));
            case "OKP" -> written(ed25519(jwk), kid, alg(jwk, "EdDSA", "Ed25519"));
            default -> throw ProblemException.outOfRules("jwk.kty", "must be EC, RSA or OKP");
        };
    }

    private static void refusePrivate(Fields jwk) {
        if (jwk.names().stream().anyMatch(PRIVATE::contains)) {
            throw ProblemException.outOfRules(
                    "jwk",
                    "must be the public key alone: a private one that has been sent anywhere is no longer private, so"
                            + " make another one");
        }
    }

    private static void checkPurpose(Fields jwk) {
        String use = jwk.textOr("use", null);
        if (use != null && !use.equals("sig")) {
            throw ProblemException.outOfRules("jwk.use", "must be sig, where it is given");
        }
        if (jwk.isGiven("key_ops") && !jwk.texts("key_ops").contains("verify")) {
            throw ProblemException.outOfRules("jwk.key_ops", "must hold verify, where it is given");
        }
    }

    private static @Nullable String kid(Fields jwk) {
        String kid = jwk.textOr("kid", null);
        if (kid != null && !VISIBLE.matcher(kid).matches()) {
            throw ProblemException.outOfRules("jwk.kid", "must be 1 to 256 visible ASCII characters");
        }
        return kid;
    }

    private static @Nullable String alg(Fields jwk, String... fitting) {
        String alg = jwk.textOr("alg", null);
        if (alg != null && !List.of(fitting).contains(alg)) {
            throw ProblemException.outOfRules(
                    "jwk.alg", "must be " + String.join(" or ", fitting) + " for this key, where it is given");
        }
        return alg;
    }

    private static JWK ec(Fields jwk) {
        checkCurve(jwk, "P-256");
        Base64URL x = number(jwk, "x");
        Base64URL y = number(jwk, "y");
        try {
            ECKey given = new ECKey.Builder(Curve.P_256, x, y).build();
            return new ECKey.Builder(Curve.P_256, given.toECPublicKey()).build();
        } catch (JOSEException | IllegalStateException | IllegalArgumentException e) {
            throw noKey("jwk", "a point on the curve P-256");
        }
    }

    private static JWK rsa(Fields jwk) {
        BigInteger modulus = number(jwk, "n").decodeToBigInteger();
        BigInteger exponent = number(jwk, "e").decodeToBigInteger();
        int bits = modulus.bitLength();
        if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
            throw ProblemException.outOfRules(
                    "jwk.n", "must be of " + LEAST_RSA_BITS + " to " + MOST_RSA_BITS + " bits, and is of " + bits);
        }
        boolean usable = exponent.testBit(0)
                && exponent.compareTo(BigInteger.ONE) > 0
                && exponent.bitLength() <= MOST_EXPONENT_BITS;
        if (!usable || !modulus.testBit(0)) {
            throw noKey(
                    "jwk",
                    "an RSA key, with an odd exponent of 3 or more and of up to " + MOST_EXPONENT_BITS + " bits");
        }
        try {
            RSAPublicKey key = new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent))
                    .build()
                    .toRSAPublicKey();
            return new RSAKey.Builder(key).build();
        } catch (JOSEException | IllegalStateException e) {
            throw noKey("jwk", "an RSA key that can be used");
        }
    }

    private static JWK ed25519(Fields jwk) {
        checkCurve(jwk, "Ed25519");
        byte[] point = number(jwk, "x").decode();
        if (!Ed25519Point.isUsable(point)) {
            throw noKey("jwk.x", "a point on the curve Ed25519 that a key can have");
        }
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).build();
    }

    private static void checkCurve(Fields jwk, String curve) {
        if (!jwk.text("crv").equals(curve)) {
            throw ProblemException.outOfRules("jwk.crv", "must be " + curve + " for this kind of key");
        }
    }

    private static Base64URL number(Fields jwk, String member) {
        String text = jwk.text(member);
        if (text.isEmpty() || text.length() > LONGEST_NUMBER || !text.matches("[A-Za-z0-9_-]+")) {
            throw ProblemException.outOfRules("jwk." + member, "must be base64url without padding");
        }
        return new Base64URL(text);
    }

    private static ProblemException noKey(String field, String what) {
        return ProblemException.outOfRules(field, "must be " + what);
    }

    private static PublicJwk written(JWK key, @Nullable String kid, @Nullable String alg) {
        Map<String, Object> members = new TreeMap<>(key.toJSONObject());
        if (kid != null) {
            members.put("kid", kid);
        }
        if (alg != null) {
            members.put("alg", alg);
        }
        return new PublicJwk(thumbprint(key), kid, alg, JsonMapper.shared().writeValueAsString(members));
    }

    private static KeyId thumbprint(JWK key) {
        try {
            return new KeyId(key.computeThumbprint().toString());
        } catch (JOSEException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
