package org.rekey.token.key;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys that have not been retired, oldest first. */
public final class KeySet {

    private final List<PublishedKey> keys;
    private final Map<String, PublishedKey> byHeader = new HashMap<>();
    private final byte[] jwks;

    KeySet(List<PublishedKey> keys) {
        this.keys = keys.stream()
                .sorted(Comparator.comparing(PublishedKey::signsFrom).thenComparing(PublishedKey::kid))
                .toList();
        this.keys.forEach(key -> byHeader.put(key.header(), key));
        this.jwks = this.keys.stream()
                .map(PublishedKey::publicJwk)
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    List<PublishedKey> all() {
        return keys;
    }

    /** The newest whose time to sign has come. */
    Optional<PublishedKey> signingAt(Instant now) {
        for (int i = keys.size() - 1; i >= 0; i--) {
            if (!keys.get(i).signsFrom().isAfter(now)) {
                return Optional.of(keys.get(i));
            }
        }
        return Optional.empty();
    }

    /** The key that signs tokens with exactly this encoded header. */
    public @Nullable PublishedKey withHeader(String header) {
        return byHeader.get(header);
    }

    /** RFC 7517 section 5. */
    public byte[] jwks() {
        return jwks;
    }
}
