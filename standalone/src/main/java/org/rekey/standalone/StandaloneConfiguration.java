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
import org.rekey.eventstore.Heartbeat;
import org.rekey.eventstore.Installation;
import org.rekey.eventstore.LogContinuity;
import org.rekey.eventstore.LogMark;
import org.rekey.eventstore.UnfitMasterKeyException;
import org.rekey.eventstore.Workers;
import org.rekey.token.token.Introspection;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
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
    MasterKey localMasterKey(
            Environment environment, DataDirectory data, Installation installation, SecureRandom random) {
        String given = environment.getProperty(MASTER_KEY, "");
        if (!given.isBlank()) {
            return Installation.masterKey(given, MASTER_KEY);
        }
        String kept = data.read(MASTER_KEY_FILE).orElseGet(() -> newKey(data, installation, random));
        return Installation.masterKey(kept, data.path(MASTER_KEY_FILE).toString());
    }

    /** A new one beside a database that has its own would be taken for that one later. */
    private static String newKey(DataDirectory data, Installation installation, SecureRandom random) {
        if (installation.hasMasterKey()) {
            throw new UnfitMasterKeyException(
                    data.path(MASTER_KEY_FILE) + " is missing, and the database was set up with a master key.",
                    "Put the file back from its backup, or set " + MASTER_KEY + " to what stood in it.");
        }
        byte[] key = new byte[32];
        random.nextBytes(key);
        String text = Base64.getEncoder().encodeToString(key);
        data.write(MASTER_KEY_FILE, text);
        return text;
    }

    @Bean
    TemporaryFolder temporaryFolder(DataDirectory data) {
        return new TemporaryFolder(data);
    }

    /** There is none with a PostgreSQL of one's own. */
    @Bean
    @ConditionalOnBean(LocalPostgres.class)
    Heartbeat postgresWatch(LocalPostgres postgres, Workers workers) {
        Heartbeat heartbeat = workers.register("postgres-watch", PostmasterWatch.LOOK_EVERY);
        postgres.eachLook(heartbeat::beat);
        return heartbeat;
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
