package org.rekey.notifier.secret;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.SecretId;

/** Told once when the grace period of a secret ends soon that has been used since the rotation. */
@FunctionalInterface
interface GraceAlert {

    void graceEnding(ClientId client, SecretId secret, @Nullable String tenant, Instant graceEnd);
}
