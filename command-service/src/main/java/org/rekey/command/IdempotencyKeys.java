package org.rekey.command;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.rekey.domain.key.MasterKey;
import org.springframework.stereotype.Component;

/**
 * Derives from an Idempotency-Key how its record is found and how its answer is sealed. All of it is keyed with the master
 * key too: callers choose their keys, and a bare hash of a short one could be guessed from the database alone, as could
 * the imported secret in a hashed body.
 */
@Component
class IdempotencyKeys {

    private final byte[] installation;
    private final SecureRandom random;

    IdempotencyKeys(MasterKey masterKey, SecureRandom rekeyRandom) {
        this.installation = masterKey.derive("idempotent-answers");
        this.random = rekeyRandom;
    }

    IdempotentRequest request(Act act, String key, JsonBody body) {
        String caller = act.caller().clientId();
        byte[] extracted = hmac(installation, bytes(key));
        return new IdempotentRequest(
                expand(extracted, "record of " + caller),
                hmac(installation, joined(bytes(caller), bytes(act.method()), bytes(act.path()), body.canonical())),
                new AnswerSeal(expand(extracted, "answer to " + caller), random));
    }

    /** HKDF-Expand (RFC 5869 section 2.3) to the length of one hash. */
    private static byte[] expand(byte[] key, String info) {
        byte[] block = bytes(info);
        block = Arrays.copyOf(block, block.length + 1);
        block[block.length - 1] = 1;
        return hmac(key, block);
    }

    /** Each part behind its length, so that no two lists of parts look the same. */
    private static byte[] joined(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(Arrays.stream(parts)
                .mapToInt(part -> Integer.BYTES + part.length)
                .sum());
        for (byte[] part : parts) {
            joined.putInt(part.length).put(part);
        }
        return joined.array();
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
