package org.rekey.eventstore;

import java.util.function.Consumer;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.transaction.PlatformTransactionManager;

/** Transactions in which unqualified table names mean those of one schema. */
final class SchemaTransactions implements TransactionManager {

    private static final String SEARCH_PATH = "select set_config('search_path', ?, true)";

    /** What a crash of the server may take back is folded again: there is no need to wait for the disk. */
    private static final String WITHOUT_WAITING = ", set_config('synchronous_commit', 'off', true)";

    /** Shares the lock that whoever swaps the tables takes for himself. */
    private static final String LIVE = ", pg_advisory_xact_lock_shared(hashtextextended(?, 1)),"
            + " (select (token::json ->> 'index')::bigint from eventstore.token_entry"
            + " where processor_name = ? and segment = 0) as stored";

    private final SpringTransactionManager transactions;
    private final JdbcTemplate jdbc;
    private final Consumer<JdbcTemplate> timeout;
    private final String opening;
    private final RowCallbackHandler check;
    private final Object[] arguments;

    private SchemaTransactions(
            PlatformTransactionManager transactions,
            JdbcTemplate jdbc,
            Consumer<JdbcTemplate> timeout,
            String opening,
            RowCallbackHandler check,
            Object... arguments) {
        this.transactions = new SpringTransactionManager(transactions);
        this.jdbc = jdbc;
        this.timeout = timeout;
        this.opening = opening;
        this.check = check;
        this.arguments = arguments;
    }

    /**
     * For the live tables. Those that decide wait for the disk: after a crash they must not have forgotten a denial. The
     * others are found to have been set back by the first transaction after the crash, and folded again from there.
     */
    static SchemaTransactions live(
            PlatformTransactionManager transactions,
            JdbcTemplate jdbc,
            Projection projection,
            ProjectionPositions positions) {
        String name = projection.name();
        return new SchemaTransactions(
                transactions,
                jdbc,
                NetworkTimeout::ofReaderInTransaction,
                SEARCH_PATH + (projection.decides() ? "" : WITHOUT_WAITING) + LIVE,
                row -> positions.refuseIfSetBack(name, row.getLong("stored"), row.wasNull()),
                projection.schema(),
                name,
                name);
    }

    static SchemaTransactions in(String schema, PlatformTransactionManager transactions, JdbcTemplate jdbc) {
        return new SchemaTransactions(
                transactions,
                jdbc,
                NetworkTimeout::noneInTransaction,
                SEARCH_PATH + WITHOUT_WAITING,
                row -> {},
                schema);
    }

    @Override
    public Transaction startTransaction() {
        Transaction transaction = transactions.startTransaction();
        try {
            timeout.accept(jdbc);
            jdbc.query(opening, check, arguments);
            return transaction;
        } catch (RuntimeException e) {
            transaction.rollback();
            throw e;
        }
    }
}
