package org.rekey.command.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.secret.FreshSecret;
import org.rekey.domain.client.Client;

/** The one answer that shows the first secret of a client. */
record CreatedClient(
        String clientId,
        String clientSecret,
        String secretId,
        @Nullable Instant expiresAt,
        List<String> warnings) {

    static Answer answer(Loaded<Client> client, FreshSecret secret, List<String> warnings) {
        String id = client.now().id().value();
        CreatedClient body = new CreatedClient(
                id,
                secret.text(),
                secret.id().value(),
                client.now().secrets().current().expiresAt(),
                warnings);
        return Answer.created("/api/v1/clients/" + id, body).atVersion(client.version());
    }

    @Override
    public String toString() {
        return "CreatedClient[" + clientId + ", " + secretId + "]";
    }
}
