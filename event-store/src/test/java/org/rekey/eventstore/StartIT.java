package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

class StartIT {

    @Test
    void it_starts_on_a_server_that_keeps_what_it_acknowledges() {
        new DatabaseCheck(EmbeddedDatabase.fresh()).run();
    }

    @Test
    void it_refuses_to_start_when_commits_are_not_on_disk() {
        String url = EmbeddedDatabase.freshUrl();
        EmbeddedDatabase.execute(
                "alter database " + url.replaceAll(".*/([^?]+).*", "$1") + " set synchronous_commit = off");

        assertThatThrownBy(() -> TestApplication.start(EmbeddedDatabase.properties(url, "postgres", "postgres")))
                .rootCause()
                .isInstanceOf(UnfitDatabaseException.class)
                .hasMessageContaining("synchronous_commit is off");
    }

    @Test
    void it_refuses_a_server_that_a_crash_would_damage() throws Exception {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            refused(server.getPostgresDatabase(), "fsync is off");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "off")
                .start()) {
            refused(server.getPostgresDatabase(), "full_page_writes is off");
        }
    }

    @Test
    void it_refuses_a_replica(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("data");
        durable(data).start().close();
        Files.createFile(data.resolve("standby.signal"));
        try (EmbeddedPostgres replica = durable(data).start()) {
            refused(replica.getPostgresDatabase(), "replica");
        }
    }

    private static EmbeddedPostgres.Builder durable(Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on");
    }

    @Test
    void it_refuses_a_pooler_that_shares_sessions() throws Exception {
        DataSource real = EmbeddedDatabase.fresh();
        try (Connection shared = real.getConnection()) {
            refused(alwaysGiving(unclosable(shared)), "pooler in transaction mode");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TokensInMemory {
        @Bean
        @Primary
        TokenStore forgetfulTokens() {
            return new InMemoryTokenStore();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EventsInMemory {
        @Bean
        @Primary
        EventStorageEngine forgetfulEngine() {
            return new InMemoryEventStorageEngine();
        }
    }

    @Test
    void it_refuses_to_keep_anything_in_memory() {
        assertThatThrownBy(() -> TestApplication.start(EmbeddedDatabase.freshProperties(), TokensInMemory.class))
                .rootCause()
                .hasMessageContaining("its TokenStore would be a " + InMemoryTokenStore.class.getName());
        assertThatThrownBy(() -> TestApplication.start(EmbeddedDatabase.freshProperties(), EventsInMemory.class))
                .rootCause()
                .hasMessageContaining("its EventStorageEngine would be a");
    }

    @Test
    void nothing_calls_out_and_no_time_limit_stops_a_processor() {
        try (TestApplication application = TestApplication.start()) {
            var environment = application.context().getEnvironment();
            assertThat(environment.getProperty("axon.update-check.disabled")).isEqualTo("true");
            assertThat(environment.getProperty("axon.timeout.enabled")).isEqualTo("false");
            assertThat(System.getProperty("axoniq.update-checker.disabled")).isEqualTo("true");
        }
    }

    private static void refused(DataSource dataSource, String reason) {
        assertThatThrownBy(() -> new DatabaseCheck(dataSource).run())
                .isInstanceOf(UnfitDatabaseException.class)
                .hasMessageContaining(reason);
    }

    private static DataSource alwaysGiving(Connection connection) {
        return proxy(DataSource.class, Map.of("getConnection", connection), new Object());
    }

    private static Connection unclosable(Connection connection) {
        return proxy(Connection.class, Map.of("close", ""), connection);
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> answers, Object otherwise) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    return answer == null ? method.invoke(otherwise, arguments) : answer.equals("") ? null : answer;
                });
        return type.cast(proxy);
    }
}
