package org.rekey.query.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a user, and whether there may be any.
 *
 * @param reason why they are not available; null when they are
 * @param clientId null when none have been generated
 * @param apis what the roles come to: {@code "all"}, or a list of {@code {api, access}}
 * @param scopes what to ask a token for
 * @param rotationInterval what the roles come to; null while there is no API access
 * @param secrets the newest first
 */
record OwnCredentialsView(
        boolean available,
        @Nullable String reason,
        @Nullable String clientId,
        ClientView.@Nullable Status status,
        Object apis,
        List<String> scopes,
        @Nullable String rotationInterval,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        List<SecretView> secrets) {}
