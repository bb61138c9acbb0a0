package org.rekey.notifier.secret;

import java.time.Instant;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.RetirementVerdict;
import org.rekey.domain.secret.SecretId;

/** Whether a secret that was rotated can be stopped, as far as is known now. */
@FunctionalInterface
public interface Verdicts {

    RetirementVerdict of(ClientId client, SecretId previous, SecretId current, Instant rotatedAt, Instant now);
}
