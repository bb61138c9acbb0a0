package org.rekey.domain.token;

import java.time.Instant;
import org.rekey.domain.ClientId;
import org.rekey.domain.Command;

/** Makes one token inactive (RFC 7009). */
public record RevokeToken(TokenId tokenId, ClientId clientId, Instant expiresAt) implements Command {

    @Override
    public String stream() {
        return tokenId.stream();
    }
}
