package org.rekey.eventstore;

import java.security.SecureRandom;
import org.rekey.domain.key.MasterKey;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.eventstore.EventStoreConfiguration.LogTables;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys that every process of one installation must agree on, and its source of randomness. */
@AutoConfiguration(after = EventStoreConfiguration.class)
public class KeysConfiguration {

    static final String MASTER_KEY = "REKEY_MASTER_KEY";

    @Bean
    @ConditionalOnMissingBean
    MasterKey masterKey(Environment environment) {
        return Installation.masterKey(environment.getProperty(MASTER_KEY, ""), MASTER_KEY);
    }

    @Bean
    Installation installation(JdbcClient jdbc, LogTables tables) {
        return new Installation(jdbc);
    }

    /** Made with the one key that fits the database, or not at all. */
    @Bean
    @ConditionalOnMissingBean
    SecretHasher secretHasher(MasterKey masterKey, JdbcClient jdbc, LogTables tables, Environment environment) {
        MasterKeyCheck.run(jdbc, masterKey);
        return new SecretHasher(
                masterKey.derive("secret-hash"),
                environment.getProperty("rekey.passwords.iterations", Integer.class, SecretHasher.ITERATIONS));
    }

    @Bean
    @ConditionalOnMissingBean
    SecureRandom rekeyRandom() {
        return new SecureRandom();
    }
}
