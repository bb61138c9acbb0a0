package org.rekey.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The one session that stands for this process in the database: it holds the lock on the process's node id, and runs what
 * must not wait for a connection from the pool.
 */
final class NodeSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeSession.class);
    private static final int LONGEST_ANSWER_MILLIS = 2_000;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final DataSource dataSource;
    private final String node;
    private @Nullable Connection connection;

    NodeSession(DataSource dataSource, String node) {
        this.dataSource = dataSource;
        this.node = node;
    }

    /** What is done with the connection. */
    @FunctionalInterface
    interface Work<R extends @Nullable Object> {
        R with(Connection connection) throws SQLException;
    }

    String node() {
        return node;
    }

    /**
     * Takes the lock on the node id. The session of a process that was killed a moment ago may linger.
     *
     * @throws UnfitDatabaseException if another process still holds it after 8 s
     */
    void claim() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        while (!isHeld()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new UnfitDatabaseException("another process with the node id \"" + node
                        + "\" uses this database: give each its own rekey.node-id, and its own data directory");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Whether this process alone has its node id, as far as the database can say now. */
    boolean isHeld() {
        try {
            return call(NodeSession::isAlive);
        } catch (NodeIdInUseException e) {
            return false;
        }
    }

    /** Another process goes by the same node id. */
    static final class NodeIdInUseException extends DataAccessResourceFailureException {

        private NodeIdInUseException(String node) {
            super("another process holds the node id \"" + node + "\" (rekey.node-id)");
        }
    }

    synchronized <R extends @Nullable Object> R call(Work<R> work) {
        try {
            return work.with(opened());
        } catch (SQLException e) {
            drop();
            throw new DataAccessResourceFailureException("the session of this process has ended", e);
        } catch (NodeIdInUseException e) {
            drop();
            throw e;
        }
    }

    private Connection opened() throws SQLException {
        Connection current = connection;
        if (current != null) {
            return current;
        }
        Connection fresh = dataSource.getConnection();
        connection = fresh;
        fresh.setNetworkTimeout(Runnable::run, LONGEST_ANSWER_MILLIS);
        endSoonWithThisProcess(fresh);
        if (!lock(fresh)) {
            throw new NodeIdInUseException(node);
        }
        return fresh;
    }

    /** A server that hears nothing more would keep the session, and the lock with it, for two hours. */
    private static void endSoonWithThisProcess(Connection fresh) throws SQLException {
        try (Statement statement = fresh.createStatement()) {
            statement.execute(
                    "select set_config('tcp_keepalives_idle', '2', false),"
                            + " set_config('tcp_keepalives_interval', '1', false), set_config('tcp_keepalives_count', '3', false)");
        }
    }

    private static boolean isAlive(Connection connection) throws SQLException {
        if (!connection.isValid(1)) {
            throw new SQLException("the database does not answer");
        }
        return true;
    }

    private boolean lock(Connection fresh) throws SQLException {
        try (PreparedStatement statement =
                fresh.prepareStatement("select pg_try_advisory_lock(hashtextextended('rekey.node ' || ?, 3))")) {
            statement.setString(1, node);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** Ends the session: a connection that went back to the pool would keep the lock. */
    private void drop() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try (current) {
                current.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("The session was over already", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        drop();
    }
}
