package org.rekey.token.token;

import org.rekey.token.api.Apis;
import org.rekey.token.client.Access;
import org.rekey.token.client.TokenClient;

/** A token that is good at this moment, with the client that holds it, whatever that may still do. */
record LiveToken(TokenClient client, TokenFacts facts) {

    /** The scopes that it was issued with and that are still granted; perhaps none. */
    Access access(Apis apis) {
        return client.access(apis).narrowedTo(facts.resource()).stillGranted(facts.scope());
    }
}
