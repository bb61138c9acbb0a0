package org.rekey.command.client;

import org.rekey.command.Act;
import org.rekey.command.Clients;
import org.rekey.command.directory.UserCredentials;
import org.rekey.domain.ClientId;
import org.rekey.domain.client.DeleteClient;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.stereotype.Component;

/** Deletes a client and frees its name. */
@Component
class ClientDeletion {

    private final Clients clients;
    private final ClientNames names;
    private final UserCredentials credentials;

    ClientDeletion(Clients clients, ClientNames names, UserCredentials credentials) {
        this.clients = clients;
        this.names = names;
        this.credentials = credentials;
    }

    ClientId delete(Act act, String id, Dispatch dispatch) {
        ClientId client = Clients.named(id);
        clients.find(act, client);
        dispatch.send(new DeleteClient(client));
        names.free(client);
        credentials.free(client);
        return client;
    }
}
