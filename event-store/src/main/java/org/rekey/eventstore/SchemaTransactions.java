package org.rekey.eventstore;

import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Transactions in which unqualified table names mean those of one schema. */
final class SchemaTransactions implements TransactionManager {

    /** What a crash of the server may take back is folded again: there is no need to wait for the disk. */
    private static final String SEARCH_PATH =
            "select set_config('search_path', ?, true), set_config('synchronous_commit', 'off', true)";

    private final SpringTransactionManager transactions;
    private final JdbcTemplate jdbc;
    private final String opening;
    private final Object[] arguments;

    private SchemaTransactions(
            PlatformTransactionManager transactions, JdbcTemplate jdbc, String opening, Object... arguments) {
        this.transactions = new SpringTransactionManager(transactions);
        this.jdbc = jdbc;
        this.opening = opening;
        this.arguments = arguments;
    }

    /** For the live tables: shares the lock that whoever swaps them takes for himself. */
    static SchemaTransactions live(PlatformTransactionManager transactions, JdbcTemplate jdbc, Projection projection) {
        return new SchemaTransactions(
                transactions,
                jdbc,
                SEARCH_PATH + ", pg_advisory_xact_lock_shared(hashtextextended(?, 1))",
                projection.schema(),
                projection.name());
    }

    static SchemaTransactions in(String schema, PlatformTransactionManager transactions, JdbcTemplate jdbc) {
        return new SchemaTransactions(transactions, jdbc, SEARCH_PATH, schema);
    }

    @Override
    public Transaction startTransaction() {
        Transaction transaction = transactions.startTransaction();
        try {
            jdbc.query(opening, row -> {}, arguments);
            return transaction;
        } catch (RuntimeException e) {
            transaction.rollback();
            throw e;
        }
    }
}
