package org.rekey.token.key;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HexFormat;
import org.rekey.domain.key.SigningAlgorithm;

/** How keys of each algorithm are made, published and read. */
final class KeyForm {

    private static final int RSA_BITS = 3072;

    /** What precedes the 32 bytes of an Ed25519 public key in X.509 (RFC 8410 section 4). */
    private static final byte[] ED25519_X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private KeyForm() {}

    static KeyPair generate(SigningAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType(algorithm));
        switch (algorithm) {
            case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case RS256 -> generator.initialize(RSA_BITS);
            case EdDSA -> {}
        }
        return generator.generateKeyPair();
    }

    /** The public members only (RFC 7517, RFC 8037). */
    static String publicJwk(String kid, SigningAlgorithm algorithm, PublicKey key) {
        Algorithm alg = JWSAlgorithm.parse(algorithm.name());
        JWK jwk =
                switch (algorithm) {
                    case ES256 ->
                        new ECKey.Builder(Curve.P_256, (ECPublicKey) key)
                                .keyID(kid)
                                .algorithm(alg)
                                .keyUse(KeyUse.SIGNATURE)
                                .build();
                    case RS256 ->
                        new RSAKey.Builder((RSAPublicKey) key)
                                .keyID(kid)
                                .algorithm(alg)
                                .keyUse(KeyUse.SIGNATURE)
                                .build();
                    case EdDSA ->
                        new OctetKeyPair.Builder(Curve.Ed25519, ed25519Bytes(key))
                                .keyID(kid)
                                .algorithm(alg)
                                .keyUse(KeyUse.SIGNATURE)
                                .build();
                };
        return jwk.toPublicJWK().toJSONString();
    }

    private static Base64URL ed25519Bytes(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Base64URL.encode(Arrays.copyOfRange(encoded, ED25519_X509.length, encoded.length));
    }

    static PublicKey publicKey(SigningAlgorithm algorithm, String jwk) throws GeneralSecurityException {
        try {
            JWK parsed = JWK.parse(jwk);
            return switch (algorithm) {
                case ES256 -> parsed.toECKey().toECPublicKey();
                case RS256 -> parsed.toRSAKey().toRSAPublicKey();
                case EdDSA -> ed25519Key(parsed.toOctetKeyPair().getX().decode());
            };
        } catch (ParseException | JOSEException e) {
            throw new GeneralSecurityException("not a public JWK", e);
        }
    }

    static PublicKey ed25519Key(byte[] x) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(ED25519_X509, ED25519_X509.length + x.length);
        System.arraycopy(x, 0, encoded, ED25519_X509.length, x.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    static PrivateKey privateKey(SigningAlgorithm algorithm, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(keyType(algorithm)).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** With the signature's form that JWS wants (RFC 7518 section 3.4): for ECDSA the two numbers, not ASN.1. */
    static String signatureAlgorithm(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "SHA256withECDSAinP1363Format";
            case RS256 -> "SHA256withRSA";
            case EdDSA -> "Ed25519";
        };
    }

    private static String keyType(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "EC";
            case RS256 -> "RSA";
            case EdDSA -> "Ed25519";
        };
    }
}
