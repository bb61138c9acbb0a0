package org.rekey.command;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.rekey.adminapi.Sessions;
import org.rekey.domain.key.MasterKey;
import org.rekey.eventstore.EventStoreConfiguration;
import org.rekey.eventstore.KeysConfiguration;
import org.rekey.eventstore.LogContinuity;
import org.rekey.eventstore.NetworkTimeout;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Wiring. The features are found by scanning, so that they stay private to their packages. */
@AutoConfiguration(after = EventStoreConfiguration.class)
@ImportAutoConfiguration(KeysConfiguration.class)
@ComponentScan(
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        excludeFilters = @Filter(Configuration.class))
class CommandServiceConfiguration {

    /** What uses the tables of this service depends on this bean. */
    @Bean
    CommandTables commandTables(DataSource dataSource) {
        Flyway.configure(getClass().getClassLoader())
                .dataSource(NetworkTimeout.none(dataSource))
                .schemas("command")
                .table("migration")
                .locations("classpath:db/command-service")
                .load()
                .migrate();
        return new CommandTables();
    }

    @Bean
    Sessions sessions(
            MasterKey masterKey,
            SecureRandom rekeyRandom,
            LogContinuity log,
            Clock clock,
            @Value("${rekey.session.ttl:PT8H}") Duration ttl) {
        return new Sessions(masterKey, rekeyRandom, log::restore, clock, ttl);
    }
}
