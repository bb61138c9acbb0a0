package org.rekey.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Wakes this process's readers when another one has appended. Until it is connected again they look once a second. */
final class LogWatch implements SmartLifecycle, Runnable {

    private static final Logger log = LoggerFactory.getLogger(LogWatch.class);
    private static final int LISTEN_MILLIS = 250;
    private static final long SHORTEST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 5_000;

    private final DataSource dataSource;
    private final WakingEventStore store;
    private final LogHead head;
    private volatile boolean running;
    private Thread thread = new Thread(this, "log-watch");
    private long pause = SHORTEST_PAUSE;

    LogWatch(DataSource dataSource, WakingEventStore store, LogHead head) {
        this.dataSource = dataSource;
        this.store = store;
        this.head = head;
    }

    @Override
    public void start() {
        running = true;
        thread = new Thread(this, "log-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                if (running) {
                    log.warn("Not listening to the log any more, trying again in {} ms: {}", pause, e.getMessage());
                    rest();
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        PGConnection notifications = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen rekey_log");
            pause = SHORTEST_PAUSE;
            store.tail().forget();
            store.wake();
            while (running) {
                if (!Stream.of(notifications.getNotifications(LISTEN_MILLIS)).allMatch(this::isAppendedHere)) {
                    store.wake();
                }
            }
            statement.execute("unlisten rekey_log");
        }
    }

    /** Then readers have been woken without the database. */
    private boolean isAppendedHere(PGNotification appended) {
        try {
            return Long.parseLong(appended.getParameter()) <= head.lastAppendedHere();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void rest() {
        try {
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        try {
            thread.join(4L * LISTEN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
