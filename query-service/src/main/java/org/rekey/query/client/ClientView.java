package org.rekey.query.client;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import tools.jackson.databind.JsonNode;

/**
 * One client, in the forms in which it is created.
 *
 * @param scopes {@code "all"}, or a list of {@link Granted}
 * @param secrets the newest first
 * @param keys what it may authenticate with instead (RFC 7523), the newest first
 */
record ClientView(
        String clientId,
        String name,
        @Nullable String description,
        String kind,
        Status status,
        @Nullable String tenant,
        String rotationInterval,
        Object scopes,
        AlertRecipients alerts,
        Token token,
        JsonNode authorities,
        JsonNode extensions,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        List<SecretView> secrets,
        List<KeyView> keys) {

    enum Status {
        ACTIVE,
        SUSPENDED;

        static Status of(boolean suspended) {
            return suspended ? SUSPENDED : ACTIVE;
        }
    }

    record Granted(String api, Set<AccessLevel> access) {}

    /**
     * @param format {@code jwt} or {@code opaque}
     * @param tokenType {@code Bearer}, {@code bearer} or {@code DPoP}
     */
    record Token(String format, String ttl, boolean requireScope, String tokenType) {}

    record Versioned(ClientView view, long version) {}
}
