package org.rekey.notifier.alert;

import java.util.List;
import org.rekey.domain.ClientId;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Provenance;
import org.rekey.notifier.NotifierProperties;
import org.rekey.notifier.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the clients of users what a change of a role has done to the expiry of their secrets, in time for the reminders. An
 * event for each, but only when there is one for each to come anyway.
 */
@Component
class RoleExpiryRound extends Rounds {

    private static final Logger log = LoggerFactory.getLogger(RoleExpiryRound.class);
    private static final Provenance NOTIFIER = Provenance.process("notifier");
    private static final long POLLS_BETWEEN = 10;

    private final RoleExpiry expiry;
    private final Commits commits;

    RoleExpiryRound(RoleExpiry expiry, Commits commits, NotifierProperties properties) {
        super("role-expiry", 1, properties.poll().multipliedBy(POLLS_BETWEEN));
        this.expiry = expiry;
        this.commits = commits;
    }

    @Override
    protected void round() {
        tell(expiry.behind());
    }

    /** Another change of a client at the same moment goes first. */
    private void tell(List<ClientId> clients) {
        for (ClientId client : clients) {
            if (!isRunning()) {
                return;
            }
            try {
                commits.inOneTransaction(NOTIFIER, dispatch -> {
                    expiry.tell(client);
                    return null;
                });
            } catch (RuntimeException e) {
                log.debug("{} is told in another round", client, e);
            }
        }
    }
}
