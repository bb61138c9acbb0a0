package org.rekey.domain.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.rekey.domain.key.MasterKey;

/** With which the messages to one webhook are signed, as Standard Webhooks says. Derived, so it is kept nowhere. */
public final class SigningSecret {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    SigningSecret(byte[] key) {
        this.key = key;
    }

    /** @param version counts from 1, one more with each rotation */
    public static SigningSecret of(MasterKey master, WebhookId webhook, int version) {
        return new SigningSecret(master.derive("webhook:" + webhook + ":" + version));
    }

    /** For the one answer that shows it. */
    public String inClear() {
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    /** {@code v1,} and what belongs into {@code webhook-signature} for a message with these headers and this body. */
    public String sign(String messageId, Instant at, String body) {
        String signed = messageId + "." + at.getEpochSecond() + "." + body;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    @Override
    public String toString() {
        return "SigningSecret";
    }
}
