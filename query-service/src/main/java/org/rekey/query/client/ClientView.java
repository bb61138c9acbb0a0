package org.rekey.query.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.alert.AlertRecipients;
import tools.jackson.databind.JsonNode;

/**
 * One client, in the forms in which it is created.
 *
 * @param owner as whom a USER client acts, and who answers for another one; null when nobody does
 * @param rotationInterval of a USER client, as of its scopes and its expiry: what the roles of the user come to
 * @param scopes {@code "all"}, or a list of {@link org.rekey.query.Scopes.Granted}
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
        @Nullable Owner owner,
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
        SUSPENDED,
        /** Of a user none of whose roles has API access at present, or who is deactivated or gone. */
        NO_ACCESS;

        /** What is both says the first: it is what somebody did to this client. */
        static Status of(boolean suspended, boolean withoutAccess) {
            if (suspended) {
                return SUSPENDED;
            }
            return withoutAccess ? NO_ACCESS : ACTIVE;
        }
    }

    /** @param userName null when there is no such user any more */
    record Owner(String id, @Nullable String userName) {

        static @Nullable Owner of(@Nullable String id, @Nullable String userName) {
            return id == null ? null : new Owner(id, userName);
        }
    }

    /**
     * @param format {@code jwt} or {@code opaque}
     * @param tokenType {@code Bearer}, {@code bearer} or {@code DPoP}
     */
    record Token(String format, String ttl, boolean requireScope, String tokenType) {}

    record Versioned(ClientView view, long version) {}
}
