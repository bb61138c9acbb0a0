package org.rekey.eventstore;

import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.Replays.Difference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Folds the log into a schema beside the live one, which goes on being written and read; then swaps the two, or compares
 * them, at exactly the same position. Killed at any point, it leaves the live tables as they are.
 */
final class Rebuild {

    private static final Logger log = LoggerFactory.getLogger(Rebuild.class);

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager platform;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;
    private final TokenPositions tokens;
    private final Fold fold;

    Rebuild(DataSource dataSource, PlatformTransactionManager platform, TokenPositions tokens, Fold fold) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.platform = platform;
        this.transaction = unhurried(platform);
        this.snapshot = unhurried(platform);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.tokens = tokens;
        this.fold = fold;
    }

    /** To fold, to compare and to wait for a lock may take long. */
    private TransactionTemplate unhurried(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions) {
            @Override
            public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                return super.execute(status -> {
                    NetworkTimeout.noneInTransaction(jdbc);
                    return action.doInTransaction(status);
                });
            }
        };
    }

    /** Told after each batch: how far the log has been folded, and where the live projection stands. */
    @FunctionalInterface
    interface Progress {
        void at(long position, long target);
    }

    ReplayLock lock(Projection projection) {
        return ReplayLock.take(dataSource, projection.name());
    }

    /** Makes the tables if there are none, and rebuilds them before anybody reads if they are of another version. */
    void prepare(Projection projection) {
        ProjectionSchema schema = new ProjectionSchema(jdbc, projection);
        if (isCurrent(projection, schema)) {
            return;
        }
        try (ReplayLock lock = ReplayLock.await(dataSource, projection.name())) {
            if (!isCurrent(projection, schema)) {
                log.info("The tables of {} are of another version: rebuilding them", projection.name());
                replace(projection, (position, target) -> {});
            }
        }
    }

    private boolean isCurrent(Projection projection, ProjectionSchema schema) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            schema.lockOut();
            if (!schema.exists()) {
                schema.create();
                tokens.forget(projection.name());
            }
            return schema.isCurrent();
        }));
    }

    @Nullable
    Difference replace(Projection projection, Progress progress) {
        ProjectionSchema schema = new ProjectionSchema(jdbc, projection);
        try {
            long reached = foldAside(projection, schema, progress);
            transaction.executeWithoutResult(status -> {
                schema.lockOut();
                catchUp(projection, schema, reached, progress);
                schema.swap();
            });
        } finally {
            cleanUp(schema);
        }
        projection.rebuilt();
        return null;
    }

    Difference compare(Projection projection, Progress progress) {
        ProjectionSchema schema = new ProjectionSchema(jdbc, projection);
        try {
            long reached = foldAside(projection, schema, progress);
            Difference difference = snapshot.execute(status -> {
                catchUp(projection, schema, reached, progress);
                return new Comparison(jdbc).of(schema);
            });
            return difference == null ? new Difference(0, List.of()) : difference;
        } finally {
            cleanUp(schema);
        }
    }

    private long foldAside(Projection projection, ProjectionSchema schema, Progress progress) {
        transaction.executeWithoutResult(status -> schema.createRebuild());
        var transactions = SchemaTransactions.in(schema.rebuild(), platform, jdbc);
        long position = 0;
        long target = tokens.committed(projection.name());
        while (position < target) {
            position = fold.batch(projection, position, target, transactions);
            target = tokens.committed(projection.name());
            progress.at(position, target);
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("stopped");
            }
        }
        return position;
    }

    /** Joins the transaction in which the live position cannot move, or is not seen to. */
    private void catchUp(Projection projection, ProjectionSchema schema, long reached, Progress progress) {
        var transactions = SchemaTransactions.in(schema.rebuild(), platform, jdbc);
        long target = tokens.committed(projection.name());
        long position = reached;
        while (position < target) {
            position = fold.batch(projection, position, target, transactions);
        }
        progress.at(position, target);
    }

    private void cleanUp(ProjectionSchema schema) {
        transaction.executeWithoutResult(status -> {
            schema.dropRebuild();
            schema.dropOld();
        });
    }
}
