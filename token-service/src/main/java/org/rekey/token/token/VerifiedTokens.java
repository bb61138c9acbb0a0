package org.rekey.token.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The claims of tokens whose signature has been verified before: the same bytes need it once, and it costs more than all
 * the rest. Known by their digest, so that no token lies about in memory. What else makes a token good is asked each time.
 */
final class VerifiedTokens {

    private static final int MOST_REMEMBERED = 20_000;

    private final Cache<ByteBuffer, TokenFacts> verified =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    @Nullable
    TokenFacts get(String token, Supplier<@Nullable TokenFacts> verify) {
        ByteBuffer digest = digest(token);
        TokenFacts known = verified.getIfPresent(digest);
        if (known != null) {
            return known;
        }
        TokenFacts facts = verify.get();
        if (facts != null) {
            verified.put(digest, facts);
        }
        return facts;
    }

    /** Not one byte per character: what is not ASCII must not read like it. */
    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
