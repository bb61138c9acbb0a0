package org.rekey.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.TokenCheck;
import org.rekey.domain.DomainEvent;
import org.rekey.domain.client.Client;
import org.rekey.domain.secret.Secret;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Projection;
import org.rekey.eventstore.Provenance;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The command service as one process on an empty database, and how tests call it. */
final class TestService {

    static final SettableClock clock = new SettableClock(Instant.parse("2027-03-01T10:00:00Z"));

    /** Whatever token the test presents stands for these callers. */
    private static final Map<String, Caller> CALLERS = Map.of(
            "root",
                    new Caller(
                            "root",
                            Set.of("rekey.read", "rekey.write", "rekey.delete", "rekey.introspect"),
                            null,
                            null),
            "admin", new Caller("admin", Set.of("rekey.read", "rekey.write", "rekey.delete"), null, null),
            "writer", new Caller("writer", Set.of("rekey.read", "rekey.write"), null, null),
            "reader", new Caller("reader", Set.of("rekey.read"), null, null),
            "acme", new Caller("acme-admin", Set.of("rekey.read", "rekey.write", "rekey.delete"), "acme", null),
            "globex", new Caller("globex-admin", Set.of("rekey.read", "rekey.write", "rekey.delete"), "globex", null));

    private static final String A_PERSON = "person.";

    private static final HttpClient http = HttpClient.newHttpClient();
    private static final AtomicInteger numbers = new AtomicInteger();

    private static final Map<String, Object> database = EmbeddedDatabase.freshProperties();
    private static final Node first = Node.start();

    /** A second process on the same database. */
    private static final class Second {
        static final Node NODE = Node.start();
    }

    private TestService() {}

    record Node(ConfigurableApplicationContext context) {

        static Node start() {
            return new Node(new SpringApplicationBuilder(Settings.class)
                    .properties(database)
                    .properties(Map.of(
                            "server.port", "0",
                            "rekey.node-id", unique("node"),
                            "spring.main.banner-mode", "off",
                            "rekey.idempotency.wipe-every", "PT0.2S",
                            "REKEY_MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
                    .run());
        }

        Reply post(String token, String path, String body, String... headers) {
            return send(request(token, path, headers)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
        }

        HttpRequest.Builder request(String token, String path, String... headers) {
            return at(token, "/api/v1" + path, headers);
        }

        HttpRequest.Builder at(String token, String path, String... headers) {
            String port = context.getEnvironment().getProperty("local.server.port");
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .header("Authorization", "Bearer " + token);
            return headers.length == 0 ? request : request.headers(headers);
        }
    }

    static Node node(int number) {
        return number == 0 ? first : Second.NODE;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Settings {

        @Bean
        Clock rekeyClock() {
            return clock;
        }

        @Bean
        TokenCheck tokenCheck() {
            return TestService::caller;
        }

        @Bean
        SeenProjection seenProjection(JdbcClient jdbc) {
            return new SeenProjection(jdbc);
        }

        @Bean
        static BeanPostProcessor lossyDataSource() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource dataSource
                            ? new StatementLog(new LossyDataSource(dataSource))
                            : bean;
                }
            };
        }
    }

    /** Stands for the token service: an answer must not be sent before it has seen the command. */
    @ProcessingGroup("test.seen")
    static class SeenProjection implements Projection {

        private final JdbcClient jdbc;

        SeenProjection(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public String name() {
            return "test.seen";
        }

        @Override
        public boolean decides() {
            return true;
        }

        @EventHandler
        void on(DomainEvent event) {
            jdbc.sql("insert into seen select coalesce(max(position), 0) + 1 from seen")
                    .update();
        }
    }

    static Caller caller(String token) {
        return token.startsWith(A_PERSON)
                ? new Caller("console:x", CALLERS.get("admin").scopes(), null, token.substring(A_PERSON.length()))
                : CALLERS.get(token);
    }

    /** The token of an administrator who is this user. */
    static String person(String userId) {
        return A_PERSON + userId;
    }

    static <T> T bean(Class<T> type) {
        return first.context().getBean(type);
    }

    static JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    static Reply post(String token, String path, String body, String... headers) {
        return first.post(token, path, body, headers);
    }

    static Reply post(String token, String path) {
        return send(request(token, path).POST(BodyPublishers.noBody()));
    }

    static Reply patch(String token, String path, String body, String... headers) {
        return send(request(token, path, headers)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    static Reply put(String token, String path, String body, String... headers) {
        return send(request(token, path, headers)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    static Reply put(String token, String path) {
        return send(request(token, path).PUT(BodyPublishers.noBody()));
    }

    static Reply delete(String token, String path, String... headers) {
        return send(request(token, path, headers).DELETE());
    }

    static HttpRequest.Builder request(String token, String path, String... headers) {
        return first.request(token, path, headers);
    }

    static Reply scim(String token, String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = first.at(token, "/scim/v2" + path, headers);
        if (body != null) {
            request.header("Content-Type", "application/scim+json; charset=utf-8");
        }
        return send(request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    static Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String unique(String stem) {
        return stem + "-" + numbers.incrementAndGet();
    }

    /** A body that creates a client of a new name. */
    static String newClient(String... more) {
        String further = more.length == 0 ? "" : "," + String.join(",", more);
        return "{\"name\":\"" + unique("client") + "\"" + (further.contains("\"scopes\"") ? "" : ",\"scopes\":\"all\"")
                + further + "}";
    }

    /** The id of a new client. */
    static String createClient(String token, String... more) {
        return post(token, "/clients", newClient(more)).expect(201).text("/clientId");
    }

    static <R> R stateOf(String clientId, Function<Client, R> question) {
        return bean(Commits.class)
                .inOneTransaction(
                        Provenance.process("test"),
                        dispatch -> question.apply(bean(Aggregates.class)
                                .load(Client.class, "client:" + clientId)
                                .now()))
                .result();
    }

    static Secret currentSecret(String clientId) {
        return stateOf(clientId, client -> client.secrets().current());
    }

    static List<String> workingSecrets(String clientId) {
        return stateOf(clientId, client -> client.secrets().all().stream()
                .filter(secret -> secret.worksAt(clock.instant()))
                .map(Secret::id)
                .map(Object::toString)
                .toList());
    }

    /** What happened to a client, or an API. */
    static List<String> eventsOf(String stream) {
        return jdbc().sql("select payload_type from eventstore.event where aggregate_identifier = ?"
                        + " order by sequence_number")
                .param(stream)
                .query(String.class)
                .list();
    }

    static String lastPayload(String stream) {
        return jdbc().sql("select payload from eventstore.event where aggregate_identifier = ?"
                        + " order by sequence_number desc limit 1")
                .param(stream)
                .query(String.class)
                .single();
    }
}
