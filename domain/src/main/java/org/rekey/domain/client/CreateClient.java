package org.rekey.domain.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.token.TokenPolicy;

/** Creates a client with its first secret. */
public record CreateClient(
        ClientId clientId,
        ClientKind kind,
        @Nullable TenantId tenant,
        @Nullable UserId owner,
        ClientProfile profile,
        GrantedScopes scopes,
        RotationInterval rotationInterval,
        TokenPolicy tokenPolicy,
        AlertRecipients alerts,
        List<Object> authorities,
        SecretId secretId,
        SecretHash hash)
        implements ClientCommand {}
