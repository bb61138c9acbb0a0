package org.rekey.notifier;

import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.serialization.Serializer;
import org.flywaydb.core.Flyway;
import org.rekey.eventstore.EventStoreConfiguration;
import org.rekey.eventstore.KeysConfiguration;
import org.rekey.eventstore.NetworkTimeout;
import org.rekey.eventstore.StoredName;
import org.rekey.eventstore.Workers;
import org.rekey.notifier.secret.RotationGraceSaga;
import org.rekey.notifier.secret.SecretExpirySaga;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Wiring. The features are found by scanning, so that they stay private to their packages. */
@AutoConfiguration(after = {EventStoreConfiguration.class, MailSenderAutoConfiguration.class})
@ImportAutoConfiguration(KeysConfiguration.class)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
class NotifierConfiguration {

    /** Names that stand in the database. */
    private static final Map<Class<?>, String> SAGAS =
            Map.of(RotationGraceSaga.class, "rotation-grace", SecretExpirySaga.class, "secret-expiry");

    @Bean
    StoredName rotationGraceSagaName() {
        return sagaName(RotationGraceSaga.class);
    }

    @Bean
    StoredName secretExpirySagaName() {
        return sagaName(SecretExpirySaga.class);
    }

    private static StoredName sagaName(Class<?> saga) {
        return new StoredName(saga, "saga." + SAGAS.get(saga));
    }

    @Bean
    NotifierTables notifierTables(DataSource dataSource) {
        Flyway.configure(getClass().getClassLoader())
                .dataSource(NetworkTimeout.none(dataSource))
                .schemas("notifier")
                .table("migration")
                .locations("classpath:db/notifier")
                .load()
                .migrate();
        return new NotifierTables();
    }

    @Bean
    Deadlines notifierDeadlines(
            DataSource dataSource,
            NotifierTables tables,
            Serializer serializer,
            TransactionManager transactions,
            Configuration axon,
            Clock clock,
            NotifierProperties properties,
            Workers workers) {
        return new Deadlines(
                dataSource,
                serializer,
                SAGAS,
                transactions,
                new ConfigurationScopeAwareProvider(axon),
                clock,
                properties,
                workers);
    }

    @Bean
    DeadlineManager notifierDeadlineManager(Deadlines deadlines) {
        return deadlines.manager();
    }
}
