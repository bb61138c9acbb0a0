package org.rekey.notifier.secret;

import java.time.Instant;
import java.util.Optional;
import org.rekey.domain.ClientId;

/** When the secrets of people expire follows from their roles, which their clients are not told of at once. */
public interface RolePolicy {

    /**
     * When the current secret of a client expires, by all that has happened. The client of a user is told, so that what is
     * done next is decided by it.
     *
     * @param known what the client's own events say
     * @return empty when nothing is to be done about it at present: it does not expire, or its user may use no API
     */
    Optional<Instant> expiryOf(ClientId client, Instant known);
}
