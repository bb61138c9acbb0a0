package org.rekey.domain.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.RotationInterval;

/**
 * Lets a user's client know what the roles of the user have come to since it was last asked something. Its own events say
 * so only then: a role with many members would otherwise have to write one for each.
 *
 * @param expiresAt when its current secret expires under all that has happened; null when it does not
 */
public record FollowRolePolicy(
        ClientId clientId,
        RotationInterval rotationInterval,
        @Nullable Instant expiresAt) implements ClientCommand {}
