package org.rekey.notifier;

import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.serialization.Serializer;
import org.rekey.eventstore.EventStoreConfiguration;
import org.rekey.eventstore.StoredName;
import org.rekey.notifier.secret.RotationGraceSaga;
import org.rekey.notifier.secret.SecretSagasConfiguration;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;

/** Wiring. */
@AutoConfiguration(after = EventStoreConfiguration.class)
@EnableConfigurationProperties(NotifierProperties.class)
@Import(SecretSagasConfiguration.class)
class NotifierConfiguration {

    /** Names that stand in the database. */
    private static final Map<Class<?>, String> SAGAS = Map.of(RotationGraceSaga.class, "rotation-grace");

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    RotationGraceSaga rotationGraceSaga() {
        return new RotationGraceSaga();
    }

    @Bean
    StoredName rotationGraceSagaName() {
        return new StoredName(RotationGraceSaga.class, "saga." + SAGAS.get(RotationGraceSaga.class));
    }

    @Bean
    Deadlines notifierDeadlines(
            DataSource dataSource,
            Serializer serializer,
            TransactionManager transactions,
            Configuration axon,
            Clock clock,
            NotifierProperties properties) {
        return new Deadlines(
                dataSource,
                serializer,
                SAGAS,
                transactions,
                new ConfigurationScopeAwareProvider(axon),
                clock,
                properties);
    }

    @Bean
    DeadlineManager notifierDeadlineManager(Deadlines deadlines) {
        return deadlines.manager();
    }
}
