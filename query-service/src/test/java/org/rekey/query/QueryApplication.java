package org.rekey.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.TokenCheck;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.Endpoint;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Provenance;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The read side on a port of its own, with real commands behind it. One for all tests: each makes things of its own. */
public final class QueryApplication {

    public static final Provenance ADMIN =
            new Provenance("client:admin", "api", "192.0.2.7", "curl/8", "trace-1", null, "a test");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> ALL_SCOPES = Set.of("rekey.read", "rekey.write", "rekey.delete");

    private static final class Shared {
        static final QueryApplication INSTANCE = new QueryApplication();
    }

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    @EnableAutoConfiguration
    private static final class Settings {

        /** A token reads like its caller: {@code admin}, {@code reader}, or {@code tenant.<tenant>}. */
        @Bean
        TokenCheck tokenCheck() {
            return token -> switch (token.split("\\.")[0]) {
                case "admin" -> new Caller("admin", ALL_SCOPES, null, null);
                case "reader" -> new Caller("reader", Set.of("rekey.read"), null, null);
                case "tenant" -> new Caller("tenant-admin", ALL_SCOPES, token.substring("tenant.".length()), null);
                default -> null;
            };
        }
    }

    private QueryApplication() {
        context = new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.SERVLET)
                .initializers(it -> it.getBeanFactory().registerSingleton("testClock", clock))
                .properties(EmbeddedDatabase.freshProperties())
                .properties(Map.of(
                        "server.port", "0",
                        "spring.main.banner-mode", "off",
                        "REKEY_MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
                .run();
    }

    public static QueryApplication shared() {
        return Shared.INSTANCE;
    }

    public SettableClock clock() {
        return clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** @return the position of what it wrote */
    public long does(Object command) {
        return does(ADMIN, command);
    }

    public long does(Provenance who, Object command) {
        return bean(Commits.class).dispatch(who, command).position();
    }

    public Answer get(String path) {
        return get("admin", path);
    }

    public Answer get(String token, String path, String... headers) {
        return send("GET", token, path, headers);
    }

    public Answer send(String method, String token, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(body());
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** The values of one field of a list's items. */
        public List<String> each(String field) {
            return json().get("items")
                    .valueStream()
                    .map(item -> item.get(field).asString())
                    .toList();
        }
    }

    public static RegisterApi api(String key, AccessLevel... levels) {
        Set<AccessLevel> access = Set.of(levels);
        return new RegisterApi(
                new ApiKey(key),
                new ApiDefinition(
                        "API " + key,
                        access,
                        Map.of(),
                        null,
                        access.stream()
                                .sorted()
                                .map(level ->
                                        Endpoint.of("GET", "/" + level.name().toLowerCase(), level))
                                .toList()));
    }

    public static Grant grant(String api, AccessLevel... levels) {
        return new Grant(new ApiKey(api), Set.of(levels));
    }

    public static CreateClient client(String id, String name) {
        return client(id, name, null, GrantedScopes.of(List.of()));
    }

    public static CreateClient client(String id, String name, @Nullable String tenant, GrantedScopes scopes) {
        return new CreateClient(
                new ClientId(id),
                ClientKind.SERVICE,
                tenant == null ? null : new TenantId(tenant),
                null,
                new ClientProfile(name, "made by a test", Map.of("team", "blue")),
                scopes,
                RotationInterval.parse("P90D"),
                TokenPolicy.DEFAULT,
                AlertRecipients.NONE,
                List.of("invoices:sign"),
                secret(id, 1),
                HASH);
    }

    public static SecretId secret(String client, int number) {
        return new SecretId("s" + number + "-" + client);
    }

    public static final SecretHash HASH = new SecretHash("hmac-sha256:c2VjcmV0");
}
