package org.rekey.eventstore;

import java.util.Map;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;

/**
 * Axon falls back to stores in memory, and to no transactions, without a word. What its configuration ends up with must be
 * what this module declares.
 */
final class EffectiveTypes {

    private static final Map<Class<?>, Class<?>> NEEDED = Map.of(
            TransactionManager.class, SpringTransactionManager.class,
            ConnectionProvider.class, UnitOfWorkAwareConnectionProviderWrapper.class,
            EventStorageEngine.class, LogEngine.class,
            EventStore.class, WakingEventStore.class,
            TokenStore.class, JdbcTokenStore.class,
            SagaStore.class, JdbcSagaStore.class,
            Serializer.class, NamedSerializer.class);

    private EffectiveTypes() {}

    static void check(Configuration configuration) {
        NEEDED.forEach((type, needed) -> check(type, needed, configuration.getComponent(type)));
        check(Serializer.class, NamedSerializer.class, configuration.eventSerializer());
        check(EventStore.class, WakingEventStore.class, configuration.eventBus());
    }

    private static void check(Class<?> type, Class<?> needed, Object effective) {
        if (!needed.isInstance(effective)) {
            throw new IllegalStateException("Rekey does not start: its " + type.getSimpleName() + " would be a "
                    + effective.getClass().getName() + " instead of a " + needed.getName());
        }
    }
}
