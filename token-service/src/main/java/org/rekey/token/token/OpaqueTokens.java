package org.rekey.token.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.key.MasterKey;
import org.rekey.token.key.FastRandom;
import org.rekey.token.key.Strict;
import org.springframework.stereotype.Component;

/**
 * Access tokens that say nothing to their holder: what introspection needs, sealed as a JWE in compact form (RFC 7516,
 * {@code dir} and {@code A256GCM}). Random nonces allow 2^32 tokens per key, so each day has a key of its own.
 */
@Component
class OpaqueTokens {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;
    private static final int USUAL_LENGTH = 512;

    /** Cipher objects are costly to make and not thread-safe. */
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(OpaqueTokens::cipher);

    private final OpaqueKeys keys;
    private final FastRandom random;

    OpaqueTokens(MasterKey masterKey, FastRandom random) {
        this.keys = new OpaqueKeys(masterKey.derive("opaque-tokens"));
        this.random = random;
    }

    byte[] issue(TokenFacts facts) {
        OpaqueKeys.DayKey key = keys.ofDay(Duration.ofSeconds(facts.issuedAt()).toDays());
        byte[] content = content(facts).getBytes(StandardCharsets.UTF_8);
        byte[] nonce = random.bytes(NONCE_LENGTH);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, key, nonce, content);
        if (sealed == null) {
            throw new IllegalStateException("AES-GCM does not encrypt");
        }
        int end = sealed.length - TAG_LENGTH;
        return new JsonBytes(USUAL_LENGTH)
                .add(key.headerBytes())
                .add("..")
                .add(ENCODER.encode(nonce))
                .add(".")
                .add(ENCODER.encode(Arrays.copyOf(sealed, end)))
                .add(".")
                .add(ENCODER.encode(Arrays.copyOfRange(sealed, end, sealed.length)))
                .exact();
    }

    /** Null unless this server has sealed it. */
    @Nullable
    TokenFacts read(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 5 || !parts[1].isEmpty()) {
            return null;
        }
        OpaqueKeys.DayKey key = keys.withHeader(parts[0]);
        byte[] nonce = Strict.base64Url(parts[2]);
        byte[] content = Strict.base64Url(parts[3]);
        byte[] tag = Strict.base64Url(parts[4]);
        if (key == null || nonce == null || content == null || tag == null) {
            return null;
        }
        if (nonce.length != NONCE_LENGTH || tag.length != TAG_LENGTH) {
            return null;
        }
        byte[] sealed = Arrays.copyOf(content, content.length + tag.length);
        System.arraycopy(tag, 0, sealed, content.length, tag.length);
        byte[] opened = apply(Cipher.DECRYPT_MODE, key, nonce, sealed);
        return opened == null ? null : facts(new String(opened, StandardCharsets.UTF_8));
    }

    private static String content(TokenFacts facts) {
        return facts.jti()
                + '\n'
                + facts.clientId()
                + '\n'
                + facts.credentialId()
                + '\n'
                + facts.issuedAt()
                + '\n'
                + facts.expiresAt()
                + '\n'
                + facts.scope()
                + '\n'
                + orEmpty(facts.resource())
                + '\n'
                + orEmpty(facts.jkt())
                + '\n'
                + orEmpty(facts.origin());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String optional(String[] lines, int index) {
        return index >= lines.length || lines[index].isEmpty() ? null : lines[index];
    }

    private static TokenFacts facts(String content) {
        String[] lines = content.split("\n", -1);
        return new TokenFacts(
                lines[0],
                lines[1],
                lines[2],
                lines[5],
                Long.parseLong(lines[3]),
                Long.parseLong(lines[4]),
                optional(lines, 6),
                optional(lines, 7),
                optional(lines, 8));
    }

    /** The encoded header is the associated data (RFC 7516 section 5.1). Null when the tag is not right. */
    private static byte @Nullable [] apply(int mode, OpaqueKeys.DayKey key, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = CIPHER.get();
            cipher.init(mode, key.key(), new GCMParameterSpec(8 * TAG_LENGTH, nonce));
            cipher.updateAAD(key.headerBytes());
            return cipher.doFinal(input);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            CIPHER.remove();
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }
}
