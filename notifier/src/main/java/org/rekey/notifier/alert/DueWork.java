package org.rekey.notifier.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.config.Configuration;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the notifiers have still to do of all that is due by now, whichever of them does it. */
@Component
public class DueWork {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    /** Counting very many takes its time, which those need who do the work. */
    private static final long PAUSE_PER_LOOK = 50;

    private final Configuration axon;
    private final ProjectionPositions positions;
    private final LogHead head;
    private final RoleExpiry roles;
    private final ReminderTable reminders;
    private final JdbcClient jdbc;
    private final Clock clock;

    DueWork(
            Configuration axon,
            ProjectionPositions positions,
            LogHead head,
            RoleExpiry roles,
            ReminderTable reminders,
            JdbcClient jdbc,
            Clock clock) {
        this.axon = axon;
        this.positions = positions;
        this.head = head;
        this.roles = roles;
        this.reminders = reminders;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param events that have not been read
     * @param clients of users whose deadlines do not follow a change of a role yet; of very many, some
     * @param deadlines that have not been dealt with
     * @param reminders that have not been sent, those included that are tried again later
     */
    public record Pending(long events, long clients, long deadlines, long reminders) {

        @JsonIgnore
        public boolean isNone() {
            return events + clients + deadlines + reminders == 0;
        }
    }

    /** In the order in which one leads to the next: what was none before stays none. */
    public Pending pending() {
        return new Pending(events(), roles.behind().size(), deadlines(), reminders.countDue());
    }

    private long events() {
        long committed = head.committed();
        return axon.eventProcessingConfiguration().eventProcessors().keySet().stream()
                .filter(name -> name.startsWith("notifier."))
                .mapToLong(name -> Math.max(0, committed - positions.position(name)))
                .max()
                .orElse(0);
    }

    private long deadlines() {
        return jdbc.sql("select count(*) from notifier.deadline where execution_time <= ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** Waits until nothing is left, but no longer than this; what is left then. */
    public Pending await(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        Pending pending = pending();
        long took = 0;
        while (!pending.isNone() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Math.max(LOOK_EVERY.toNanos(), PAUSE_PER_LOOK * took));
            long begin = System.nanoTime();
            pending = pending();
            took = System.nanoTime() - begin;
        }
        return pending;
    }
}
