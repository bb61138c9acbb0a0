package org.rekey.command;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.rekey.adminapi.ProblemException;
import org.rekey.web.HttpProperties;
import org.springframework.stereotype.Component;

/** Hashes that are slow on purpose: few at a time, so that processors are left to the others. */
@Component
public class Hashing {

    private static final long PATIENCE_SECONDS = 5;

    private final Semaphore permits;

    Hashing(HttpProperties http) {
        permits = new Semaphore(http.permits().hashing(), true);
    }

    /** @throws ProblemException 503 when it is nobody's turn for long */
    public <T> T inTurn(Supplier<T> hash) {
        try {
            if (permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                try {
                    return hash.get();
                } finally {
                    permits.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw ProblemException.unavailable("too many passwords are being hashed, try again", null);
    }
}
