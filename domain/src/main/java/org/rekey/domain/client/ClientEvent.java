package org.rekey.domain.client;

import org.rekey.domain.ClientId;
import org.rekey.domain.DomainEvent;

/** What happens to a client, its secrets aside. */
public sealed interface ClientEvent extends DomainEvent
        permits ClientCreated,
                ClientDescribed,
                ClientScopesChanged,
                ClientRotationIntervalChanged,
                ClientTokenPolicyChanged,
                ClientAlertsChanged,
                ClientAuthoritiesChanged,
                ClientKeyAdded,
                ClientKeyRetired,
                ClientSuspended,
                ClientResumed,
                ClientDeleted,
                ClientTransferred,
                ClientTokensRevoked {

    ClientId clientId();
}
