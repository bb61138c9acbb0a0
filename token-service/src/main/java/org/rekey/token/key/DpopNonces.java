package org.rekey.token.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.key.MasterKey;
import org.springframework.stereotype.Component;

/** Nonces that nobody has to remember (RFC 9449 section 8): one for each slot of time, good in that slot and the next. */
@Component
public final class DpopNonces {

    private static final long SLOT_SECONDS = 120;
    private static final int LENGTH = 16;

    private final SecretKeySpec key;
    private final Clock clock;
    private volatile @Nullable Nonce newest;

    DpopNonces(MasterKey masterKey, Clock clock) {
        this.key = new SecretKeySpec(masterKey.derive("dpop-nonces"), "HmacSHA256");
        this.clock = clock;
    }

    private record Nonce(long slot, String text) {}

    /** For the header {@code DPoP-Nonce}. */
    public String current() {
        long slot = slot();
        Nonce known = newest;
        if (known == null || known.slot() != slot) {
            known = new Nonce(slot, nonce(slot));
            newest = known;
        }
        return known.text();
    }

    boolean isGood(String nonce) {
        return isSame(nonce, current()) || isSame(nonce, nonce(slot() - 1));
    }

    private static boolean isSame(String nonce, String expected) {
        return MessageDigest.isEqual(
                nonce.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.US_ASCII));
    }

    private long slot() {
        return Math.floorDiv(clock.instant().getEpochSecond(), SLOT_SECONDS);
    }

    private String nonce(long slot) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] text =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(slot).array());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(text, LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }
}
