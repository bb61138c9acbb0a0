package org.rekey.eventstore;

/** This server could lose or fork the log: Rekey refuses to start on it. */
public class UnfitDatabaseException extends RuntimeException {

    UnfitDatabaseException(String reason) {
        super(reason);
    }
}
