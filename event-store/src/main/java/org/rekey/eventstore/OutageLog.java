package org.rekey.eventstore;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line when the database goes and one when it is back, however many notice. */
public final class OutageLog {

    private static final Logger log = LoggerFactory.getLogger(OutageLog.class);
    private static final AtomicReference<@Nullable Long> SINCE = new AtomicReference<>();

    private OutageLog() {}

    /** @param who as in {@code log-watch} */
    public static void noticed(String who, Throwable failure) {
        if (SINCE.compareAndSet(null, System.nanoTime())) {
            log.warn(
                    "The database is out of reach, as {} has noticed first: {}",
                    who,
                    ProjectionErrors.describe(failure));
        } else {
            log.debug("{} waits for the database", who, failure);
        }
    }

    /** Somebody has asked it something, and got an answer. */
    static void over() {
        Long since = SINCE.getAndSet(null);
        if (since != null) {
            log.warn("The database is back after {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
        }
    }
}
