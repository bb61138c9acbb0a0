package org.rekey.notifier.alert;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.rekey.domain.ClientId;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Provenance;
import org.rekey.notifier.NotifierProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells the clients of users what a change of a role has done to the expiry of their secrets, in time for the reminders. An
 * event for each, but only when there is one for each to come anyway.
 */
@Component
class RoleExpiryRound implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RoleExpiryRound.class);
    private static final Provenance NOTIFIER = Provenance.process("notifier");
    private static final long POLLS_BETWEEN = 10;

    private final RoleExpiry expiry;
    private final Commits commits;
    private final long everyMillis;
    private volatile boolean running;
    private ScheduledExecutorService thread = Executors.newScheduledThreadPool(0);

    RoleExpiryRound(RoleExpiry expiry, Commits commits, NotifierProperties properties) {
        this.expiry = expiry;
        this.commits = commits;
        this.everyMillis = properties.poll().toMillis() * POLLS_BETWEEN;
    }

    @Override
    public void start() {
        running = true;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread named = new Thread(task, "role-expiry");
            named.setDaemon(true);
            return named;
        });
        thread.scheduleWithFixedDelay(this::round, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            tell(expiry.behind());
        } catch (RuntimeException e) {
            log.warn("The clients of users are told later when their secrets expire: {}", e.toString());
        }
    }

    /** Another change of a client at the same moment goes first. */
    private void tell(List<ClientId> clients) {
        for (ClientId client : clients) {
            if (!running) {
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

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
