package org.rekey.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.context.SmartLifecycle;

/**
 * Wakes this process's readers when another one has appended. Until it is connected again they look once a second. A connection
 * that only listens would never see that the network is gone, so it asks something now and then.
 */
final class LogWatch implements SmartLifecycle {

    private static final int LISTEN_MILLIS = 250;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);
    private static final long ASK_EVERY = TimeUnit.SECONDS.toNanos(2);

    private final DataSource dataSource;
    private final WakingEventStore store;
    private final LogHead head;
    private final Workers workers;
    private volatile boolean running;
    private volatile @Nullable Worker worker;

    LogWatch(DataSource dataSource, WakingEventStore store, LogHead head, Workers workers) {
        this.dataSource = dataSource;
        this.store = store;
        this.head = head;
        this.workers = workers;
    }

    @Override
    public void start() {
        running = true;
        worker = Worker.start(workers, "log-watch", Duration.ofMillis(LISTEN_MILLIS), this::listen);
    }

    private void listen() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            NetworkTimeout.set(connection, LONGEST_ANSWER);
            PGConnection notifications = connection.unwrap(PGConnection.class);
            statement.execute("listen rekey_log");
            OutageLog.over();
            store.tail().forget();
            store.wake();
            long asked = System.nanoTime();
            while (running) {
                Worker.beat();
                if (!Stream.of(notifications.getNotifications(LISTEN_MILLIS)).allMatch(this::isAppendedHere)) {
                    store.wake();
                }
                if (System.nanoTime() - asked > ASK_EVERY) {
                    statement.execute("select 1");
                    OutageLog.over();
                    asked = System.nanoTime();
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

    @Override
    public void stop() {
        running = false;
        Worker started = worker;
        if (started != null) {
            started.stop(Duration.ofMillis(4L * LISTEN_MILLIS));
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
