package org.rekey.eventstore;

import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfigurer.EventProcessorBuilder;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** One processor for each projection and each saga. */
final class LogProcessors implements EventProcessorBuilder {

    private static final int SECONDS = 2;
    private static final Duration BEAT = Duration.ofSeconds(2);

    private final ObjectProvider<Projection> projections;
    private final PlatformTransactionManager transactions;
    private final JdbcTemplate jdbc;
    private final Rebuild rebuild;
    private final ProjectionPositions positions;
    private final ProjectionErrors errors;
    private final Workers workers;
    private final Set<String> names = new ConcurrentSkipListSet<>();

    LogProcessors(
            ObjectProvider<Projection> projections,
            PlatformTransactionManager transactions,
            DataSource dataSource,
            Rebuild rebuild,
            ProjectionPositions positions,
            ProjectionErrors errors,
            Workers workers) {
        this.projections = projections;
        this.transactions = transactions;
        this.jdbc = new JdbcTemplate(dataSource);
        this.rebuild = rebuild;
        this.positions = positions;
        this.errors = errors;
        this.workers = workers;
    }

    @Override
    public EventProcessor build(String name, Configuration axon, EventHandlerInvoker handlers) {
        Optional<Projection> projection = projections.stream()
                .peek(LogProcessors::refuseOtherGroup)
                .filter(p -> p.name().equals(name))
                .findAny();
        TransactionManager transaction = projection
                .<TransactionManager>map(p -> SchemaTransactions.live(transactions, jdbc, p, positions))
                .orElseGet(() -> axon.getComponent(TransactionManager.class));
        names.add(name);
        AtomicReference<LogProcessor> running = new AtomicReference<>();
        Heartbeat heartbeat = workers.register(name, BEAT, () -> isRunning(running.get()));
        LogProcessor processor = new LogProcessor(
                name,
                new ProjectionInvoker(
                        handlers, name, projection.isPresent(), positions, errors, heartbeat, this::isConnected),
                new LogSource(
                        (WakingEventStore) axon.eventStore(),
                        () -> errors.isPoisoned(name),
                        event -> handlers.canHandleType(event.getPayloadType()),
                        position -> positions.reached(name, position),
                        heartbeat::beat),
                axon.getComponent(TokenStore.class),
                transaction,
                new LogProcessor.Listener(name, positions, errors),
                () -> projection.ifPresent(rebuild::prepare),
                heartbeat);
        running.set(processor);
        return processor;
    }

    private static boolean isRunning(@Nullable LogProcessor processor) {
        return processor != null && processor.isRunning() && !processor.isError();
    }

    /** Of all processors, whether they keep projections or not. */
    Set<String> names() {
        return names;
    }

    /** By the connection of the transaction, also of one that has failed. */
    private boolean isConnected() {
        try {
            return Boolean.TRUE.equals(jdbc.execute((Connection connection) -> connection.isValid(SECONDS)));
        } catch (DataAccessException e) {
            return false;
        }
    }

    private static void refuseOtherGroup(Projection projection) {
        var group = AnnotationUtils.findAnnotation(projection.getClass(), ProcessingGroup.class);
        if (group != null && !group.value().equals(projection.name())) {
            throw new IllegalStateException(
                    projection.name() + " stands in the processing group " + group.value() + ": they must be the same");
        }
    }

    static String groupOf(Object handler) {
        return handler instanceof Projection projection ? projection.name() : noGroup(handler.getClass());
    }

    static String noGroup(Class<?> type) {
        throw new IllegalStateException(type.getName() + " needs a @ProcessingGroup: its name stands in the database");
    }
}
