package org.rekey.command;

import java.time.Duration;
import java.util.function.Supplier;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ProblemException;
import org.rekey.eventstore.Backlog;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Who waits for whom. What stops something has a lane of its own, which nothing else fills: it waits for no other write, and
 * others leave what decides so little to catch up with that it is in force soon. Within a lane no tenant takes it all.
 */
@Component
@EnableConfigurationProperties(WriteProperties.class)
public class Lanes {

    private static final int MOST_WAITING = 64;
    private static final int READS_AT_ONCE = 4;
    private static final int LARGE_AT_ONCE = 2;
    private static final int MOST_LARGE_WAITING = 8;
    private static final Duration PATIENCE_WHEN_LARGE = Duration.ofMinutes(1);
    /** Events that what decides may be behind when a change begins: some tenths of a second. */
    private static final int MOST_BEHIND = 200;

    private final FairTurns denials;
    private final FairTurns changes;
    private final FairTurns large;
    private final FairTurns reads;
    private final Backlog backlog;
    private final Duration patience;

    Lanes(WriteProperties properties, Backlog backlog) {
        this.patience = properties.patience();
        this.backlog = backlog;
        this.denials = lane(properties.denials());
        this.changes = lane(properties.changes());
        this.reads =
                new FairTurns("many are reading: ask again", READS_AT_ONCE, READS_AT_ONCE - 1, MOST_WAITING, patience);
        this.large = new FairTurns(
                "another large change is under way: nothing was done, ask again",
                LARGE_AT_ONCE,
                1,
                MOST_LARGE_WAITING,
                PATIENCE_WHEN_LARGE);
    }

    private FairTurns lane(int atOnce) {
        return new FairTurns(
                "many changes are under way: ask again", atOnce, (atOnce * 2 + 2) / 3, MOST_WAITING, patience);
    }

    /** One transaction, with those that it takes until it goes through. */
    <R> R in(Act act, Supplier<R> write) {
        if (act.denies()) {
            return denials.inTurn(tenant(act), write);
        }
        return changes.inTurn(tenant(act), () -> {
            if (!backlog.awaitBelow(MOST_BEHIND, patience)) {
                throw ProblemException.unavailable("what was written before is not in force yet: ask again", null);
            }
            return write.get();
        });
    }

    /**
     * Many transactions, or one that changes what very many people may do: one at a time of each tenant, and two of all
     * together. Whatever it writes goes through the other lanes.
     */
    public <R> R large(Act act, Supplier<R> change) {
        return large.inTurn(tenant(act), change);
    }

    /** What reads very much at once, as groups with all of their members. */
    public <R> R reading(Caller caller, Supplier<R> read) {
        return reads.inTurn(tenant(caller), read);
    }

    private static String tenant(Act act) {
        return tenant(act.caller());
    }

    private static String tenant(Caller caller) {
        String tenant = caller.tenant();
        return tenant == null ? "" : tenant;
    }
}
