package org.rekey.eventstore;

import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;

/** A commit that the connection did not survive may have been carried out all the same. */
final class OutcomeTransactions extends SpringTransactionManager {

    OutcomeTransactions(PlatformTransactionManager transactions) {
        super(transactions);
    }

    @Override
    protected void commitTransaction(TransactionStatus status) {
        try {
            super.commitTransaction(status);
        } catch (ConcurrencyFailureException | DataIntegrityViolationException e) {
            throw e;
        } catch (DataAccessException | TransactionSystemException e) {
            throw new OutcomeUnknownException("the connection was lost while committing", e);
        }
    }
}
