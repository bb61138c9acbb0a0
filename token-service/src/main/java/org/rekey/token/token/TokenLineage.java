package org.rekey.token.token;

import org.rekey.eventstore.LogContinuity;
import org.rekey.token.client.Clients;
import org.rekey.token.client.TokenClient;
import org.rekey.token.view.ViewUnavailableException;
import org.rekey.token.view.ViewWatch;
import org.springframework.stereotype.Component;

/**
 * Whether a token that was issued here is from the log as it is now. One that is from a log that has been lost is not, and
 * gives away that the database was put back to an earlier state: from then on nothing is accepted.
 */
@Component
class TokenLineage {

    private final LogContinuity log;
    private final Clients clients;
    private final ViewWatch view;

    TokenLineage(LogContinuity log, Clients clients, ViewWatch view) {
        this.log = log;
        this.clients = clients;
        this.view = view;
    }

    boolean isOfThisLog(TokenFacts facts) {
        return log.accepts(facts.origin(), facts.issuedAt());
    }

    /**
     * Whether the secret or key that obtained it is the client's. Nothing but the client's deletion takes one out of the
     * view, so one that is not there was lost with a part of the log.
     */
    boolean knowsCredential(TokenClient client, TokenFacts facts) {
        if (client.hasHad(facts.credentialId())) {
            return true;
        }
        if (!view.hasSeen(LogContinuity.positionOf(facts.origin()))) {
            throw new ViewUnavailableException("another process was faster: the token view has not come so far");
        }
        if (clients.hasHad(client.id(), facts.credentialId())) {
            return true;
        }
        if (clients.exists(client.id())) {
            log.lacks(facts.credentialId());
        }
        return false;
    }
}
