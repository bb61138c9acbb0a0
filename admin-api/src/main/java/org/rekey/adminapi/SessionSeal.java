package org.rekey.adminapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A session as the text of a cookie: AES-256-GCM, the nonce in front. */
final class SessionSeal {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 1024;

    /** What is sealed for something else, or in another form, does not open. */
    private static final byte[] PURPOSE = "rekey-session 1".getBytes(UTF_8);

    private final SecretKeySpec key;
    private final SecureRandom random;
    private final Supplier<String> restore;

    /** @param restore the latest restore of the log: a session from before does not open */
    SessionSeal(byte[] key, SecureRandom random, Supplier<String> restore) {
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
        this.restore = restore;
    }

    String seal(Session session) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, bytes(session));
            byte[] both = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }

    /** @return null unless it was sealed with this key, and is whole */
    @Nullable
    Session open(String text) {
        try {
            byte[] both = text.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
            if (both.length <= NONCE + TAG_BITS / 8) {
                return null;
            }
            byte[] nonce = Arrays.copyOf(both, NONCE);
            return session(run(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(both, NONCE, both.length)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return null;
        }
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(PURPOSE);
        cipher.updateAAD(restore.get().getBytes(UTF_8));
        return cipher.doFinal(input);
    }

    private static byte[] bytes(Session session) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeUTF(session.id());
            data.writeUTF(session.userId());
            data.writeInt(session.passwords());
            data.writeLong(session.expiresAt().getEpochSecond());
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static Session session(byte[] bytes) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Session(data.readUTF(), data.readUTF(), data.readInt(), Instant.ofEpochSecond(data.readLong()));
        } catch (IOException e) {
            throw new IllegalStateException("what was sealed here has this form", e);
        }
    }
}
