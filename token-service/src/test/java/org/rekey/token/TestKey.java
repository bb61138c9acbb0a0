package org.rekey.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key pair of somebody else's, and what it signs. */
final class TestKey {

    private final JWK jwk;
    private final @Nullable KeyPair ed25519;

    private TestKey(JWK jwk, @Nullable KeyPair ed25519) {
        this.jwk = jwk;
        this.ed25519 = ed25519;
    }

    static TestKey ec() {
        return of(() -> new ECKeyGenerator(Curve.P_256).generate());
    }

    static TestKey rsa() {
        return rsa(2048);
    }

    static TestKey rsa(int bits) {
        return of(() -> new RSAKeyGenerator(bits, true).generate());
    }

    /** Nimbus needs a further library to sign with one. */
    static TestKey ed25519() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519);
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            Base64URL x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            return new TestKey(new OctetKeyPair.Builder(Curve.Ed25519, x).build(), pair);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestKey of(Generated generated) {
        try {
            return new TestKey(generated.key(), null);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    interface Generated {

        JWK key() throws JOSEException;
    }

    JWK privateJwk() {
        return jwk;
    }

    JWK publicJwk() {
        return jwk.toPublicJWK();
    }

    String thumbprint() {
        try {
            return jwk.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public members, and others beside them. */
    String publicJwkWith(Map<String, Object> further) {
        Map<String, Object> members = new LinkedHashMap<>(publicJwk().toJSONObject());
        members.putAll(further);
        return JSONObjectUtils.toJSONString(members);
    }

    String algorithm() {
        return switch (jwk.getKeyType().getValue()) {
            case "EC" -> "ES256";
            case "RSA" -> "RS256";
            default -> "EdDSA";
        };
    }

    /** A JWS in compact form, in the algorithm that its header says. */
    String sign(Map<String, Object> header, Map<String, Object> claims) {
        return sign(
                JSONObjectUtils.toJSONString(header), JSONObjectUtils.toJSONString(claims), (String) header.get("alg"));
    }

    String sign(String header, String claims, String algorithm) {
        String signed = Base64URL.encode(header) + "." + Base64URL.encode(claims);
        try {
            return signed + "." + signature(signed.getBytes(StandardCharsets.US_ASCII), algorithm);
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Base64URL signature(byte[] signed, String algorithm) throws JOSEException, GeneralSecurityException {
        if (ed25519 != null) {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(ed25519.getPrivate());
            signature.update(signed);
            return Base64URL.encode(signature.sign());
        }
        JWSSigner signer = jwk instanceof RSAKey rsa
                ? new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                : new ECDSASigner(jwk.toECKey());
        return signer.sign(new JWSHeader(JWSAlgorithm.parse(algorithm)), signed);
    }
}
