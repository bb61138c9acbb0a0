package org.rekey.notifier.webhook;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Provenance;
import org.rekey.notifier.NotifierProperties;
import org.rekey.notifier.webhook.Messenger.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends the messages that are due, one at a time on each thread. */
@Component
class WebhookRound implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WebhookRound.class);
    private static final Provenance NOTIFIER = Provenance.process("notifier");
    private static final int THREADS = 8;
    private static final long LONGEST_FAREWELL_SECONDS = 30;

    private final Messenger messenger;
    private final DeliveryTable deliveries;
    private final Commits commits;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final long pollMillis;
    private volatile boolean running;
    private ScheduledExecutorService threads = Executors.newScheduledThreadPool(0);

    WebhookRound(
            Messenger messenger,
            DeliveryTable deliveries,
            Commits commits,
            NotifierProperties properties,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.messenger = messenger;
        this.deliveries = deliveries;
        this.commits = commits;
        this.pollMillis = properties.poll().toMillis();
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        threads = Executors.newScheduledThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "webhooks");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < THREADS; i++) {
            threads.scheduleWithFixedDelay(this::round, pollMillis, pollMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void round() {
        try {
            for (Optional<DueMessage> due = claim(); due.isPresent(); due = claim()) {
                send(due.get());
            }
        } catch (RuntimeException e) {
            log.warn("Messages to webhooks wait: {}", e.toString());
        }
    }

    private Optional<DueMessage> claim() {
        return running ? transaction.execute(status -> deliveries.claim(clock.instant())) : Optional.empty();
    }

    private void send(DueMessage message) {
        Outcome outcome = messenger.post(message);
        commits.inOneTransaction(NOTIFIER, dispatch -> {
            messenger.note(message, outcome);
            return null;
        });
    }

    @Override
    public void stop() {
        running = false;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
