package org.rekey.eventstore;

import static java.util.stream.Collectors.toMap;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.axonframework.springboot.autoconfig.NoOpTransactionAutoConfiguration;
import org.axonframework.springboot.autoconfig.TransactionAutoConfiguration;
import org.rekey.domain.alert.AlertDomains;
import org.rekey.domain.alert.AllowedDomains;
import org.rekey.domain.alert.Reminder;
import org.rekey.domain.api.Api;
import org.rekey.domain.api.Catalogue;
import org.rekey.domain.client.Client;
import org.rekey.domain.directory.Group;
import org.rekey.domain.directory.User;
import org.rekey.domain.key.SigningKey;
import org.rekey.domain.log.EventLog;
import org.rekey.domain.role.Role;
import org.rekey.domain.token.IssuedToken;
import org.rekey.domain.webhook.PublicInternet;
import org.rekey.domain.webhook.Webhook;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Axon on PostgreSQL. Every piece is declared here: Axon's own auto-configuration is ordered after class names of an
 * earlier Spring Boot and may silently leave pieces out.
 */
@AutoConfiguration(
        after = {
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            JdbcClientAutoConfiguration.class
        },
        before = {
            AxonAutoConfiguration.class,
            JdbcAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            NoOpTransactionAutoConfiguration.class
        })
@EnableConfigurationProperties({EventStoreProperties.class, RotationProperties.class, WebhookProperties.class})
public class EventStoreConfiguration {

    private static final List<Class<?>> AGGREGATES = List.of(
            Client.class,
            Api.class,
            Role.class,
            Group.class,
            User.class,
            AlertDomains.class,
            Reminder.class,
            Webhook.class,
            IssuedToken.class,
            SigningKey.class,
            EventLog.class);

    @Bean
    @ConditionalOnMissingBean(Clock.class)
    Clock rekeyClock(DemoTime time, LogHead head, EventStoreProperties properties) {
        Instant last = head.lastEventAt().orElse(Instant.EPOCH);
        refuseIfFuture(last, time.instant(), properties.clock().maxSkew());
        return new TransactionClock(new ForwardClock(time, System::nanoTime, last));
    }

    /** To go on from there would make the wrong time last; to start from here would let what has ended begin again. */
    private static void refuseIfFuture(Instant lastEvent, Instant now, Duration maxSkew) {
        if (lastEvent.isAfter(now.plus(maxSkew))) {
            throw new UnfitDatabaseException("the last event of the log is of " + lastEvent + ", and here it is " + now
                    + ": set the clock of the machine right, or wait. If it is right, and the one that wrote this was not,"
                    + " start with a rekey.clock.max-skew of more than " + Duration.between(now, lastEvent));
        }
    }

    @Bean
    DemoTime demoTime(JdbcClient jdbc, LogTables tables, EventStoreProperties properties) {
        DemoTime time = new DemoTime(Clock.tickMillis(ZoneOffset.UTC), jdbc);
        if (properties.demo().clock()) {
            time.follow();
        } else {
            time.refuseIfMoved();
        }
        return time;
    }

    @Bean
    ClockCheck rekeyClockHealthIndicator(
            Clock clock, DemoTime time, JdbcClient jdbc, LogHead head, EventStoreProperties properties) {
        return new ClockCheck(clock, time, jdbc, head, properties.clock().maxSkew());
    }

    @Bean
    ClockWatch clockWatch(ClockCheck check, DemoTime time, EventStoreProperties properties, Workers workers) {
        return new ClockWatch(check, time, properties.demo().clock(), workers);
    }

    @Bean
    PublicInternet webhookAddresses(WebhookProperties properties) {
        return new PublicInternet(properties.ranges());
    }

    /** What uses the log's tables depends on this bean. */
    @Bean
    LogTables logTables(DataSource dataSource, EventStoreProperties properties) {
        new DatabaseCheck(dataSource).run();
        EventStoreProperties.Owner owner = properties.database().owner();
        new LogMigrations(dataSource, owner.username(), owner.password()).run();
        return new LogTables();
    }

    record LogTables() {}

    @Bean
    EventNames eventNames(List<StoredName> further) {
        return new EventNames(further);
    }

    @Bean
    @Primary
    Serializer serializer(EventNames names) {
        return NamedSerializer.of(names);
    }

    @Bean
    @Qualifier("messageSerializer")
    Serializer messageSerializer(Serializer serializer) {
        return serializer;
    }

    @Bean
    @Qualifier("eventSerializer")
    Serializer eventSerializer(Serializer serializer) {
        return serializer;
    }

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactions) {
        return new OutcomeTransactions(transactions);
    }

    @Bean
    ConnectionProvider connectionProvider(DataSource dataSource, LogTables tables) {
        return new UnitOfWorkAwareConnectionProviderWrapper(new SpringDataSourceConnectionProvider(dataSource));
    }

    @Bean
    LogHead logHead(JdbcClient jdbc, LogTables tables) {
        return new LogHead(jdbc);
    }

    @Bean
    LogEngine eventStorageEngine(
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            List<EventUpcaster> upcasters,
            LogHead head,
            LogContinuity continuity) {
        return new LogEngine(
                connections, transactions, serializer, new EventUpcasterChain(upcasters), head, continuity);
    }

    @Bean
    LogContinuity logContinuity(JdbcClient jdbc, LogTables tables, ObjectProvider<LogMark.Store> marks) {
        return new LogContinuity(new LogLineage(jdbc), marks.getIfAvailable());
    }

    @Bean
    LogMarking logMarking(LogContinuity continuity, Workers workers) {
        return new LogMarking(continuity, workers);
    }

    @Bean
    RestoreConfirmation restoreConfirmation(
            LogContinuity continuity, Commits commits, EventStoreProperties properties) {
        return new RestoreConfirmation(continuity, commits, properties.restored(), new SecureRandom());
    }

    @Bean
    HealthIndicator rekeyLogHealthIndicator(LogContinuity continuity) {
        return new LogHealth(continuity);
    }

    @Bean(name = "eventBus")
    @Qualifier("eventStore")
    WakingEventStore eventStore(LogEngine engine, Clock clock) {
        GenericEventMessage.clock = clock;
        return new WakingEventStore(engine);
    }

    @Bean
    NodeSession nodeSession(DataSource dataSource, EventStoreProperties properties, LogTables tables) {
        NodeSession session = new NodeSession(dataSource, properties.node());
        session.claim();
        return session;
    }

    @Bean
    NodeWatch nodeWatch(NodeSession session, Workers workers) {
        return new NodeWatch(session, workers);
    }

    @Bean
    TokenStore tokenStore(ConnectionProvider connections, EventNames names, NodeSession session) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(NamedSerializer.forPositions(names))
                .contentType(String.class)
                .nodeId(session.node())
                .claimTimeout(TokenPositions.CLAIM)
                .schema(TokenSchema.builder()
                        .setTokenTable("eventstore.token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setSegmentColumn("segment")
                        .setTokenColumn("token")
                        .setTokenTypeColumn("token_type")
                        .setTimestampColumn("last_claim")
                        .setOwnerColumn("owner")
                        .build())
                .build();
    }

    @Bean
    SagaStore<Object> sagaStore(ConnectionProvider connections, Serializer serializer) {
        return JdbcSagaStore.builder()
                .connectionProvider(connections)
                .sqlSchema(new TextSagaSchema())
                .serializer(serializer)
                .build();
    }

    /** Events take over who asked and from where from the command that they follow from. */
    @Bean
    CorrelationDataProvider provenanceProvider() {
        return new SimpleCorrelationDataProvider(Provenance.KEYS);
    }

    @Bean
    @ConditionalOnMissingBean(Catalogue.class)
    Catalogue catalogue(EventStore eventStore) {
        return new LogCatalogue(eventStore);
    }

    @Bean
    AllowedDomains allowedDomains(EventStore eventStore) {
        return new LogAllowedDomains(eventStore);
    }

    @Bean
    Commits commits(CommandBus commands, TransactionManager axonTransactionManager, LogHead head) {
        return new Commits(commands, axonTransactionManager, head, new SQLExceptionSubclassTranslator());
    }

    @Bean
    LogWatch logWatch(DataSource dataSource, WakingEventStore eventStore, LogHead head, Workers workers) {
        return new LogWatch(dataSource, eventStore, head, workers);
    }

    @Bean
    TokenPositions tokenPositions(JdbcClient jdbc, EventNames names, LogTables tables) {
        return new TokenPositions(jdbc, NamedSerializer.forPositions(names));
    }

    @Bean
    ProjectionPositions projectionPositions(TokenPositions tokens) {
        return new ProjectionPositions(tokens);
    }

    @Bean
    ProjectionErrors projectionErrors(JdbcClient jdbc) {
        return new ProjectionErrors(jdbc);
    }

    @Bean
    Rebuild rebuild(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            TokenPositions tokens,
            EventStorageEngine engine,
            ParameterResolverFactory parameters,
            HandlerDefinition handlers) {
        return new Rebuild(dataSource, transactions, tokens, new Fold(engine, parameters, handlers));
    }

    @Bean
    Leases leases(JdbcClient jdbc, ProjectionPositions positions, NodeSession session) {
        return new Leases(jdbc, positions, session, System::nanoTime, System::currentTimeMillis);
    }

    @Bean
    Denials denials(List<Projection> projections, ProjectionPositions positions, Leases leases) {
        return new Denials(projections, positions, leases);
    }

    @Bean
    Backlog backlog(List<Projection> projections, ProjectionPositions positions, LogHead head) {
        return new Backlog(projections, positions, head);
    }

    @Bean
    Replays replays(
            List<Projection> projections,
            Rebuild rebuild,
            ProjectionPositions positions,
            TokenPositions tokens,
            ProjectionErrors errors,
            LogHead head,
            Clock clock,
            LogProcessors processors,
            Workers workers) {
        var byName = projections.stream().collect(toMap(Projection::name, Function.identity()));
        return new Replays(byName, rebuild, positions, tokens, errors, head, clock, processors, workers);
    }

    @Bean
    HealthIndicator rekeyProjectionsHealthIndicator(
            Replays replays, ProjectionErrors errors, EventStoreProperties properties) {
        return new ProjectionsHealth(replays, errors, properties.projections().readyLag());
    }

    @Bean
    static QuickReconnect quickReconnect() {
        return new QuickReconnect();
    }

    @Bean
    Workers workers() {
        return new Workers();
    }

    @Bean
    HealthIndicator rekeyWorkersHealthIndicator(Workers workers) {
        return new WorkersHealth(workers);
    }

    @Bean
    ConfigurerModule aggregates() {
        return configurer -> AGGREGATES.forEach(type -> configurer.configureAggregate(aggregate(type)));
    }

    /** Without a lock in the JVM: two writers are told apart by the log, wherever they are. */
    static <A> AggregateConfigurer<A> aggregate(Class<A> type) {
        return AggregateConfigurer.defaultConfiguration(type).configureLockFactory(c -> NullLockFactory.INSTANCE);
    }

    @Bean
    LogProcessors logProcessors(
            ObjectProvider<Projection> projections,
            PlatformTransactionManager transactions,
            DataSource dataSource,
            Rebuild rebuild,
            ProjectionPositions positions,
            ProjectionErrors errors,
            Workers workers) {
        return new LogProcessors(projections, transactions, dataSource, rebuild, positions, errors, workers);
    }

    @Bean
    ConfigurerModule processors(LogProcessors processors) {
        return configurer -> {
            configurer
                    .eventProcessing()
                    .registerEventProcessorFactory(processors)
                    .byDefaultAssignHandlerInstancesTo(LogProcessors::groupOf)
                    .byDefaultAssignHandlerTypesTo(LogProcessors::noGroup)
                    .registerDefaultListenerInvocationErrorHandler(c -> PropagatingErrorHandler.instance())
                    .registerDefaultErrorHandler(c -> PropagatingErrorHandler.instance());
            configurer.onInitialize(configuration ->
                    configuration.onStart(Integer.MIN_VALUE, () -> EffectiveTypes.check(configuration)));
        };
    }
}
