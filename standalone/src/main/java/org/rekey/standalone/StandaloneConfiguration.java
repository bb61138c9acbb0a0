package org.rekey.standalone;

import java.security.SecureRandom;
import java.util.Base64;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.rekey.adminapi.TokenCheck;
import org.rekey.command.directory.DirectoryNames;
import org.rekey.command.directory.Groups;
import org.rekey.command.directory.Users;
import org.rekey.command.signin.Passwords;
import org.rekey.domain.key.MasterKey;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Denials;
import org.rekey.eventstore.LogContinuity;
import org.rekey.eventstore.LogMark;
import org.rekey.token.token.Introspection;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wiring: where the services of this one process meet. */
@Configuration(proxyBeanMethods = false)
class StandaloneConfiguration {

    private static final String MASTER_KEY = "REKEY_MASTER_KEY";
    private static final String MASTER_KEY_FILE = "master.key";

    /** From the environment, or made at the first start and kept beside the database. */
    @Bean
    MasterKey localMasterKey(Environment environment, DataDirectory data, SecureRandom random) {
        String given = environment.getProperty(MASTER_KEY, "");
        return MasterKey.ofBase64(given.isBlank() ? keptKey(data, random) : given);
    }

    private static String keptKey(DataDirectory data, SecureRandom random) {
        return data.read(MASTER_KEY_FILE).orElseGet(() -> {
            byte[] key = new byte[32];
            random.nextBytes(key);
            String text = Base64.getEncoder().encodeToString(key);
            data.write(MASTER_KEY_FILE, text);
            return text;
        });
    }

    @Bean
    TokenCheck liveTokenCheck(Introspection introspection) {
        return new LiveTokenCheck(introspection);
    }

    @Bean
    FirstRun firstRun(
            DataDirectory data,
            EventStore events,
            JdbcClient jdbc,
            Commits commits,
            Denials denials,
            Users users,
            Groups groups,
            DirectoryNames names,
            Passwords passwords,
            SecretHasher hasher,
            SecureRandom random) {
        return new FirstRun(data, events, jdbc, commits, denials, users, groups, names, passwords, hasher, random);
    }

    @Bean
    ApplicationRunner firstRunRunner(FirstRun firstRun, LogContinuity log, Environment environment) {
        return arguments -> {
            if (log.isWhole()) {
                firstRun.run(environment.getRequiredProperty("rekey.issuer"));
            }
        };
    }

    @Bean
    LogMark.Store logMark(DataDirectory data) {
        return new LogMarkFile(data.path(LogMarkFile.NAME));
    }
}
