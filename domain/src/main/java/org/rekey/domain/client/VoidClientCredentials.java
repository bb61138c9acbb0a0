package org.rekey.domain.client;

import java.util.Set;
import org.rekey.domain.ClientId;

/**
 * Stops the secrets and keys of a client that were set by somebody without these rights over Rekey: the client has got them
 * now, and whoever set the secret may know it.
 *
 * @param rights as in {@code rekey.write}
 */
public record VoidClientCredentials(ClientId clientId, Set<String> rights) implements ClientCommand {

    public VoidClientCredentials {
        rights = Set.copyOf(rights);
    }
}
