package org.rekey.command.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.Client;

/** What a client would be, with all that nobody has said (DV-32). Neither identifier nor secret: those are made when it is. */
record ForeseenClient(
        boolean dryRun,
        String name,
        @Nullable String tenant,
        @Nullable String owner,
        String rotationInterval,
        @Nullable Instant expiresAt,
        AlertRecipients alerts,
        List<String> warnings) {

    static ForeseenClient of(Client client, List<String> warnings) {
        return new ForeseenClient(
                true,
                client.profile().name(),
                client.tenant().map(TenantId::value).orElse(null),
                client.owner().map(UserId::value).orElse(null),
                client.rotationInterval().value(),
                client.secrets().current().expiresAt(),
                client.alerts(),
                warnings);
    }
}
