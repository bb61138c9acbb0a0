package org.rekey.domain.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.token.TokenPolicy;

/** A client exists; its first secret is issued next. */
public record ClientCreated(
        ClientId clientId,
        ClientKind kind,
        @Nullable TenantId tenant,
        ClientProfile profile,
        GrantedScopes scopes,
        RotationInterval rotationInterval,
        TokenPolicy tokenPolicy,
        AlertRecipients alerts,
        List<Object> authorities)
        implements ClientEvent {}
