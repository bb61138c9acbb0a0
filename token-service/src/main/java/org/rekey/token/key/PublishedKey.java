package org.rekey.token.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.key.SigningAlgorithm;
import org.rekey.token.view.ViewUnavailableException;

/** A key in the JWKS. Signature objects are not thread-safe and costly to make: each thread keeps its own. */
public final class PublishedKey {

    private final String kid;
    private final SigningAlgorithm algorithm;
    private final Instant signsFrom;
    private final String publicJwk;
    private final PublicKey publicKey;
    private final @Nullable PrivateKey privateKey;
    private final String header;
    private final byte[] headerAndDot;
    private final ThreadLocal<Signature> signing = ThreadLocal.withInitial(this::signing);
    private final ThreadLocal<Signature> verifying = ThreadLocal.withInitial(this::verifying);

    PublishedKey(
            String kid,
            SigningAlgorithm algorithm,
            Instant signsFrom,
            String publicJwk,
            Optional<PrivateKey> privateKey)
            throws GeneralSecurityException {
        this.kid = kid;
        this.algorithm = algorithm;
        this.signsFrom = signsFrom;
        this.publicJwk = publicJwk;
        this.publicKey = KeyForm.publicKey(algorithm, publicJwk);
        this.privateKey = privateKey.orElse(null);
        this.header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"typ\":\"at+jwt\",\"alg\":\"" + algorithm.name() + "\",\"kid\":\"" + kid + "\"}")
                        .getBytes(StandardCharsets.US_ASCII));
        this.headerAndDot = (header + ".").getBytes(StandardCharsets.US_ASCII);
    }

    public String kid() {
        return kid;
    }

    SigningAlgorithm algorithm() {
        return algorithm;
    }

    Instant signsFrom() {
        return signsFrom;
    }

    String publicJwk() {
        return publicJwk;
    }

    /** The encoded header of every token that this key signs (RFC 9068 section 2.1): no other header is ever accepted. */
    public String header() {
        return header;
    }

    /** The encoded header and the dot after it. */
    public byte[] headerAndDot() {
        return headerAndDot;
    }

    public byte[] sign(byte[] input, int length) {
        try {
            Signature signature = signing.get();
            signature.update(input, 0, length);
            return signature.sign();
        } catch (SignatureException e) {
            signing.remove();
            throw new IllegalStateException("the key " + kid + " does not sign", e);
        }
    }

    public boolean verifies(byte[] input, int length, byte[] signature) {
        try {
            Signature verifier = verifying.get();
            verifier.update(input, 0, length);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            verifying.remove();
            return false;
        }
    }

    private Signature signing() {
        if (privateKey == null) {
            throw new ViewUnavailableException("the private key " + kid + " is missing");
        }
        try {
            Signature signature = Signature.getInstance(KeyForm.signatureAlgorithm(algorithm));
            signature.initSign(privateKey);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key " + kid + " does not sign", e);
        }
    }

    private Signature verifying() {
        try {
            Signature signature = Signature.getInstance(KeyForm.signatureAlgorithm(algorithm));
            signature.initVerify(publicKey);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key " + kid + " does not verify", e);
        }
    }
}
