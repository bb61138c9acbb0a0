package org.rekey.domain.client;

import org.rekey.domain.ClientId;
import org.rekey.domain.Command;

/** What can be asked of a client, its secrets aside. */
public sealed interface ClientCommand extends Command
        permits CreateClient,
                DescribeClient,
                ChangeClientScopes,
                ChangeClientRotationInterval,
                ChangeClientTokenPolicy,
                ChangeClientAlerts,
                ChangeClientAuthorities,
                AddClientKey,
                RetireClientKey,
                SuspendClient,
                ResumeClient,
                DeleteClient,
                TransferClient,
                FollowRolePolicy,
                RevokeClientTokens,
                VoidClientCredentials {

    ClientId clientId();

    @Override
    default String stream() {
        return clientId().stream();
    }
}
