package org.rekey.domain.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.token.TokenPolicy;

/**
 * A client exists; its first secret is issued next.
 *
 * @param owner the person as whom a {@code USER} client acts, or who answers for a {@code SERVICE} client; null when nobody
 *     does
 */
public record ClientCreated(
        ClientId clientId,
        ClientKind kind,
        @Nullable TenantId tenant,
        @Nullable UserId owner,
        ClientProfile profile,
        GrantedScopes scopes,
        RotationInterval rotationInterval,
        TokenPolicy tokenPolicy,
        AlertRecipients alerts,
        List<Object> authorities)
        implements ClientEvent {}
