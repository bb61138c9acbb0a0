package org.rekey.domain.secret;

import org.rekey.domain.ClientId;
import org.rekey.domain.DomainEvent;

/** What happens to the secrets of a client. */
public sealed interface SecretEvent extends DomainEvent
        permits SecretIssued, SecretRotated, SecretRetired, SecretExposed {

    ClientId clientId();
}
