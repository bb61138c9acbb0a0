package org.rekey.domain.client;

import org.rekey.domain.ClientId;
import org.rekey.domain.secret.RotationInterval;

/** Changes how long its secrets live, the current one included. */
public record ChangeClientRotationInterval(ClientId clientId, RotationInterval rotationInterval)
        implements ClientCommand {}
