package org.rekey.command.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.rekey.adminapi.ProblemException;

/** Work that takes much memory: who cannot have a turn soon is told to come again. */
final class OneAtATime {

    private final Semaphore turn = new Semaphore(1, true);
    private final Duration patience;

    OneAtATime(Duration patience) {
        this.patience = patience;
    }

    /** @throws ProblemException 503 when it is not free in time; nothing has been done then */
    <T> T run(Supplier<T> work) {
        if (!isMine()) {
            throw ProblemException.unavailable("other documents are being read: nothing was done, send it again", null);
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }

    private boolean isMine() {
        try {
            return turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
