package org.rekey.eventstore;

import org.springframework.dao.DataAccessResourceFailureException;

/** The database was put back to an earlier state: nothing may be accepted before an operator has confirmed that. */
public class LogGoneBackException extends DataAccessResourceFailureException {

    LogGoneBackException(String reason) {
        super(reason);
    }
}
