package org.rekey.notifier;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks.OneTimeTaskBuilder;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerHumanReadableDeadlineDetails;
import org.axonframework.messaging.ScopeAwareProvider;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.rekey.domain.Halt;
import org.rekey.eventstore.Heartbeat;
import org.rekey.eventstore.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The deadlines of the sagas, in PostgreSQL: one is scheduled in the transaction of its saga, and picked up by one
 * notifier. A notifier that dies with one in its hands loses it to the others.
 */
final class Deadlines implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
    private static final long WARN_EVERY = Duration.ofMinutes(1).toNanos();
    private static final String TASK = "AxonDeadline";
    private static final int THREADS = 4;
    // In threads: the more are picked at once, the more wait for another notifier if this one dies.
    private static final double REFILL_BELOW = 1.0;
    private static final double PICKED_AT_ONCE = 6.0;
    private static final int MISSED_HEARTBEATS = 6;
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(10);

    private final Scheduler scheduler;
    private final DbSchedulerDeadlineManager manager;

    Deadlines(
            DataSource dataSource,
            Serializer serializer,
            Map<Class<?>, String> sagas,
            TransactionManager transactions,
            ScopeAwareProvider scopes,
            Clock clock,
            NotifierProperties properties,
            Workers workers) {
        Heartbeat heartbeat = workers.register("deadlines", properties.poll(), this::isRunning);
        Task<?> task = task(this::manager, properties, clock);
        scheduler = builder(new TransactionAwareDataSourceProxy(dataSource), task, properties.poll())
                .tableName("notifier.deadline")
                .serializer(new DeadlineJson(serializer, sagas))
                .clock(clock::instant)
                .schedulerName(new SchedulerName.Fixed(
                        ManagementFactory.getRuntimeMXBean().getName()))
                .threads(THREADS)
                .pollUsingLockAndFetch(REFILL_BELOW, PICKED_AT_ONCE)
                .heartbeatInterval(properties.retry().dividedBy(MISSED_HEARTBEATS))
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(LONGEST_FAREWELL)
                .failureLogging(LogLevel.WARN, false)
                .addSchedulerListener(new AbstractSchedulerListener() {
                    private long warnedAt = System.nanoTime() - WARN_EVERY;

                    /** Also that it could not look, for then it goes on looking. */
                    @Override
                    public void onSchedulerEvent(SchedulerEventType type) {
                        heartbeat.beat();
                        if (type == SchedulerEventType.UNEXPECTED_ERROR) {
                            warn();
                        }
                    }

                    private synchronized void warn() {
                        if (System.nanoTime() - warnedAt >= WARN_EVERY) {
                            warnedAt = System.nanoTime();
                            log.warn("Deadlines cannot be looked for at present, and are again in a moment");
                        }
                    }
                })
                .build();
        manager = new CancellableDeadlines(
                DbSchedulerDeadlineManager.builder()
                        .scheduler(scheduler)
                        .scopeAwareProvider(scopes)
                        .serializer(serializer)
                        .transactionManager(transactions)
                        .useBinaryPojo(false)
                        .startScheduler(false)
                        .stopScheduler(false),
                scheduler,
                TASK);
    }

    /** All by the clock of the application: what db-scheduler does by itself goes by the machine's. */
    private static Task<?> task(
            Supplier<DbSchedulerDeadlineManager> manager, NotifierProperties properties, Clock clock) {
        Pace pace = new Pace(properties.perSecond());
        var deadline = (OneTimeTask<DbSchedulerHumanReadableDeadlineDetails>)
                DbSchedulerDeadlineManager.humanReadableTask(manager);
        return new OneTimeTaskBuilder<>(TASK, DbSchedulerHumanReadableDeadlineDetails.class)
                .onFailure((failed, operations) ->
                        operations.reschedule(failed, clock.instant().plus(properties.retry())))
                .onDeadExecution((dead, operations) -> operations.reschedule(dead, clock.instant()))
                .execute((instance, context) -> {
                    pace.await();
                    Halt.guarding(() -> deadline.executeOnce(instance, context)).run();
                });
    }

    /** Deadlines go by the clock of the application; how long to wait before looking again does not. */
    private static SchedulerBuilder builder(DataSource dataSource, Task<?> task, Duration poll) {
        return new SchedulerBuilder(dataSource, List.of(task)) {
            @Override
            protected Waiter buildWaiter() {
                return new Waiter(poll);
            }
        };
    }

    DbSchedulerDeadlineManager manager() {
        return manager;
    }

    @Override
    public void start() {
        scheduler.start();
    }

    @Override
    public void stop() {
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return scheduler.getSchedulerState().isStarted()
                && !scheduler.getSchedulerState().isShuttingDown();
    }

    /** The scheduler cannot be started twice. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    /** After the processors of events, and stopped before them. */
    @Override
    public int getPhase() {
        return SpringAxonConfiguration.LIFECYCLE_PHASE + 1;
    }
}
