package org.rekey.command.client;

import org.rekey.command.Act;
import org.rekey.command.Clients;
import org.rekey.domain.ClientId;
import org.rekey.domain.client.DeleteClient;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.stereotype.Component;

/** Deletes a client and frees its name. */
@Component
class ClientDeletion {

    private final Clients clients;
    private final ClientNames names;

    ClientDeletion(Clients clients, ClientNames names) {
        this.clients = clients;
        this.names = names;
    }

    ClientId delete(Act act, String id, Dispatch dispatch) {
        ClientId client = Clients.named(id);
        clients.find(act, client);
        dispatch.send(new DeleteClient(client));
        names.free(client);
        return client;
    }
}
