package org.rekey.domain.role;

import java.util.Collection;
import java.util.Optional;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.RotationInterval;

/**
 * On which terms the members of a role may call APIs with credentials of their own.
 *
 * @param rotationInterval how long a secret of theirs lives
 */
public record ApiAccess(RotationInterval rotationInterval, GrantedScopes apis) {

    /** What several roles come to: their scopes add up, and the shortest interval wins. */
    public static Optional<ApiAccess> combined(Collection<ApiAccess> roles) {
        return roles.stream()
                .map(ApiAccess::rotationInterval)
                .reduce(RotationInterval::shorter)
                .map(interval -> new ApiAccess(
                        interval,
                        GrantedScopes.union(roles.stream().map(ApiAccess::apis).toList())));
    }
}
