package org.rekey.notifier.secret;

import java.time.Instant;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.SecretId;

/** Notes, in the transaction of a saga, that people are to be told. Once for each day, however often it is said. */
public interface Alerts {

    /** @param dueAt when they were to be told that the secret expires, or has expired */
    void expiring(ClientId client, SecretId secret, Instant expiresAt, Instant dueAt);

    /** @param dueAt when they were to be told that the grace period of a secret ends, which is still used */
    void graceEnding(ClientId client, SecretId secret, Instant dueAt);
}
