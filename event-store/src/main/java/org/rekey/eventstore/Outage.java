package org.rekey.eventstore;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tells a database that is out of reach or busy from everything else, above all from an event that cannot be handled. An outage
 * passes by itself, and nothing becomes wrong meanwhile.
 */
public final class Outage {

    /**
     * Classes of SQLSTATE: connection lost, transaction cut off or on a read-only server, rollback by the server, out of
     * resources, lock not to be had, shutting down, disk trouble (PostgreSQL, appendix A).
     */
    private static final Set<String> CLASSES = Set.of("08", "25", "40", "53", "55", "57", "58");

    /** Said of each statement after the one that failed: it says nothing of why that one did. */
    private static final String FAILED_BEFORE = "25P02";

    private Outage() {}

    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOutage(cause)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether what stopped a reader of the log is an event, and not the database. Axon hides the errors of a connection behind
     * its own of other kinds, so this is never concluded from what a failure is not.
     */
    public static boolean isNoneButPoison(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PoisonEventException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof SQLTransientException
                || cause instanceof TransientDataAccessException
                || cause instanceof RecoverableDataAccessException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof NonTransientDataAccessResourceException
                || cause instanceof TransactionException
                || cause instanceof OutcomeUnknownException
                || cause instanceof SQLException sql && isOutage(sql.getSQLState());
    }

    /** A pool that has closed a connection says so without a state. */
    private static boolean isOutage(String state) {
        return state == null
                || !state.equals(FAILED_BEFORE) && state.length() == 5 && CLASSES.contains(state.substring(0, 2));
    }
}
