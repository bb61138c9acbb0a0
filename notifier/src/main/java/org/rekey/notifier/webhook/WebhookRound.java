package org.rekey.notifier.webhook;

import java.time.Clock;
import java.util.Optional;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Provenance;
import org.rekey.notifier.NotifierProperties;
import org.rekey.notifier.Rounds;
import org.rekey.notifier.webhook.Messenger.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends the messages that are due, one at a time on each thread. */
@Component
class WebhookRound extends Rounds {

    private static final Provenance NOTIFIER = Provenance.process("notifier");
    private static final int THREADS = 8;
    /** Others do not wait for those who are slow. */
    private static final int SHARE_OF_A_TENANT = THREADS / 2;

    private final Messenger messenger;
    private final DeliveryTable deliveries;
    private final Commits commits;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WebhookRound(
            Messenger messenger,
            DeliveryTable deliveries,
            Commits commits,
            NotifierProperties properties,
            PlatformTransactionManager transactions,
            Clock clock) {
        super("webhooks", THREADS, properties.poll());
        this.messenger = messenger;
        this.deliveries = deliveries;
        this.commits = commits;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    protected void round() {
        for (Optional<DueMessage> due = claim(); due.isPresent(); due = claim()) {
            send(due.get());
        }
    }

    private Optional<DueMessage> claim() {
        return isRunning()
                ? transaction.execute(status -> deliveries.claim(clock.instant(), SHARE_OF_A_TENANT))
                : Optional.empty();
    }

    private void send(DueMessage message) {
        Outcome outcome = messenger.post(message);
        commits.inOneTransaction(NOTIFIER, dispatch -> {
            messenger.note(message, outcome);
            return null;
        });
    }
}
