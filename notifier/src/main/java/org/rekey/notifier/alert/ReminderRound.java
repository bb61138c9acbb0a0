package org.rekey.notifier.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.alert.ReminderKey;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Provenance;
import org.rekey.notifier.NotifierProperties;
import org.rekey.notifier.Pace;
import org.rekey.notifier.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due, a few at a time. While the mail server cannot be used nothing is tried but the connection, and the
 * reminders stay as they are.
 */
@Component
class ReminderRound extends Rounds {

    private static final Logger log = LoggerFactory.getLogger(ReminderRound.class);
    private static final Provenance NOTIFIER = Provenance.process("notifier");
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 10;
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Postman postman;
    private final Post post;
    private final ReminderTable table;
    private final Commits commits;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Pace pace;
    private final AtomicLong pausedUntil = new AtomicLong(System.nanoTime());
    /** Whoever claims several of a slow server holds on to them for longer than others wait. */
    private volatile boolean slow;

    private volatile Duration pause = SHORTEST_PAUSE;

    ReminderRound(
            Postman postman,
            Post post,
            ReminderTable table,
            Commits commits,
            MailProperties properties,
            NotifierProperties notifier,
            PlatformTransactionManager transactions,
            Clock clock) {
        super("reminders", properties.connections(), notifier.poll());
        this.postman = postman;
        this.post = post;
        this.table = table;
        this.commits = commits;
        this.pace = new Pace(notifier.perSecond());
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    protected void round() {
        try {
            for (List<ReminderKey> due = claim(); !due.isEmpty(); due = claim()) {
                sendAll(due);
            }
        } catch (PostUnavailableException e) {
            pause(e);
        }
    }

    private List<ReminderKey> claim() {
        return isRunning() && System.nanoTime() >= pausedUntil.get()
                ? transaction.execute(status -> table.claim(clock.instant(), slow ? 1 : AT_ONCE))
                : List.of();
    }

    private void sendAll(List<ReminderKey> due) {
        for (int i = 0; i < due.size(); i++) {
            try {
                if (!isRunning()) {
                    release(due, i, null);
                    return;
                }
                pace.await();
                post.connect();
                send(due.get(i));
                pause = SHORTEST_PAUSE;
            } catch (PostUnavailableException e) {
                release(due, i, e.getMessage());
                throw e;
            } catch (RuntimeException e) {
                log.warn("The reminder {} comes again", due.get(i), e);
            }
        }
    }

    private void send(ReminderKey key) {
        long begin = System.nanoTime();
        commits.inOneTransaction(NOTIFIER, dispatch -> {
            table.lock(key).ifPresent(postman::send);
            return null;
        });
        slow = System.nanoTime() - begin > SLOW.toNanos();
    }

    private void release(List<ReminderKey> due, int from, @Nullable String note) {
        transaction.executeWithoutResult(status -> table.release(due.subList(from, due.size()), note, clock.instant()));
    }

    private void pause(PostUnavailableException e) {
        Duration now = pause;
        long until = System.nanoTime() + now.toNanos();
        long before = pausedUntil.get();
        if (before < System.nanoTime() && pausedUntil.compareAndSet(before, until)) {
            log.warn("{}. Reminders wait for {}", e.getMessage(), now);
            Duration longer = now.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }
}
