package org.rekey.eventstore;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.log.LogRestored;
import org.springframework.dao.DataAccessResourceFailureException;

/** Appends to and reads {@code eventstore.event}, and remembers which position a transaction has reached. */
final class LogEngine extends JdbcEventStorageEngine {

    /** The resource of the outermost unit of work that holds the position of the last event it appended. */
    static final String APPENDED = "rekey.appended";

    static final int BATCH = 100;
    private static final String UNIQUE_VIOLATION = "23505";

    private final LogHead head;
    private final LogContinuity continuity;

    LogEngine(
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            EventUpcaster upcasters,
            LogHead head,
            LogContinuity continuity) {
        super(settings(connections, transactions, serializer, upcasters));
        this.head = head;
        this.continuity = continuity;
    }

    private static Builder settings(
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            EventUpcaster upcasters) {
        Builder builder = builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .dataType(String.class)
                .schema(schema)
                .extendedGapCheckEnabled(false);
        builder.batchSize(BATCH)
                .finalAggregateBatchPredicate(batch -> batch.size() < BATCH)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(upcasters)
                .persistenceExceptionResolver(new SQLStateResolver(UNIQUE_VIOLATION));
        return builder;
    }

    private static final EventSchema schema = EventSchema.builder()
            .eventTable("eventstore.event")
            .globalIndexColumn("global_index")
            .eventIdentifierColumn("event_identifier")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .typeColumn("type")
            .timestampColumn("time_stamp")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .payloadColumn("payload")
            .metaDataColumn("meta_data")
            .build();

    /** One batch of what follows this position; none at the end of the log. Who wants more asks again. */
    Iterator<? extends TrackedEventMessage<?>> following(@Nullable TrackingToken position) {
        List<? extends TrackedEventData<?>> events = fetch(position);
        if (!events.isEmpty()) {
            TrackedEventData<?> last = events.get(events.size() - 1);
            continuity.seen(last.trackingToken().position().orElse(0), last.getEventIdentifier());
        }
        return EventUtils.upcastAndDeserializeTrackedEvents(events.stream(), getEventSerializer(), upcasterChain)
                .iterator();
    }

    /** Whatever goes wrong here, the events have no part in it. */
    private List<? extends TrackedEventData<?>> fetch(@Nullable TrackingToken position) {
        try {
            return fetchTrackedEvents(position, BATCH);
        } catch (RuntimeException e) {
            throw new DataAccessResourceFailureException("the log cannot be read", e);
        }
    }

    /** To a log that was put back nothing is appended, but that somebody has confirmed it. */
    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        if (!(events.get(0).getPayload() instanceof LogRestored)) {
            continuity.requireWhole();
        }
        super.appendEvents(events, serializer);
        if (!CurrentUnitOfWork.ifStarted(unit -> remember(unit.root(), events))) {
            head.appendedHere(head.committed());
        }
    }

    /** In the same transaction, which holds the lock on the end of the log: the highest position is its own. */
    private void remember(UnitOfWork<?> unit, List<? extends EventMessage<?>> events) {
        long position = head.committed();
        continuity.requireBehindSeen(position - events.size() + 1);
        String last = events.get(events.size() - 1).getIdentifier();
        unit.resources().put(APPENDED, position);
        unit.afterCommit(committed -> {
            head.appendedHere(position);
            continuity.seen(position, last);
        });
    }

    /** There are no snapshots, nor a table for them. */
    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return Stream.empty();
    }

    @Override
    protected void writeTimestamp(PreparedStatement statement, int position, Instant timestamp) throws SQLException {
        statement.setObject(position, OffsetDateTime.ofInstant(timestamp, ZoneOffset.UTC));
    }

    @Override
    protected Object readTimeStamp(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
