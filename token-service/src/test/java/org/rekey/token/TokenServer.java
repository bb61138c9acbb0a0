package org.rekey.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.Command;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.api.RegisterApi;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Denials;
import org.rekey.eventstore.Provenance;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A token service of its own on a database of its own, with a clock that stands still, and short ways to ask it. */
final class TokenServer implements AutoCloseable {

    static final String ISSUER = "https://issuer.example/rekey";
    static final Instant START = Instant.parse("2026-11-20T10:00:00.123Z");
    static final Provenance ADMIN = new Provenance("client:admin", "api", "192.0.2.1", "test", null, null, null);

    /** The clock of most tests stands still, and with it the window in which is counted. */
    private static final Map<String, Object> NO_LIMITS = Map.of(
            "rekey.token.limits.failures-per-client", "1000000",
            "rekey.token.limits.failures-per-network", "1000000",
            "rekey.token.limits.unknown-tokens", "1000000");

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final ConfigurableApplicationContext context;

    private TokenServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Without the error pages that standalone does not have either. */
    @EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
    static class Settings {

        @Bean
        Clock rekeyClock(@Value("${test.clock:}") String start) {
            return new SettableClock(start.isEmpty() ? START : Instant.parse(start));
        }
    }

    /** One for all tests that need nothing of their own; lives as long as the JVM. Its clock only ever goes forward. */
    static TokenServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {

        static final TokenServer SERVER = start();

        static {
            SERVER.register("asset-listing", "READ", "WRITE", "DELETE");
            SERVER.register("orders", "READ", "WRITE");
        }
    }

    /** Adds an API with these levels to the catalogue. */
    void register(String api, String... levels) {
        does(new RegisterApi(new ApiKey(api), definition(Map.of(), null, levels)));
    }

    static ApiDefinition definition(Map<AccessLevel, String> scopes, @Nullable String audience, String... levels) {
        Set<AccessLevel> access =
                Arrays.stream(levels).map(AccessLevel::valueOf).collect(Collectors.toSet());
        return new ApiDefinition("An API", access, scopes, audience, List.of());
    }

    static TokenServer start() {
        return start(EmbeddedDatabase.freshProperties());
    }

    static TokenServer start(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "server.port", "0",
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn",
                "rekey.issuer", ISSUER,
                "rekey.telemetry.flush", "PT1H",
                "rekey.token.paths", "/token,/plt/oauth2/token,/v1/oauth/token,/api/rest/v1/oauth/token",
                "spring.datasource.hikari.connection-timeout", "1000",
                "REKEY_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32])));
        all.putAll(NO_LIMITS);
        all.putAll(properties);
        TokenServer server = new TokenServer(
                new SpringApplicationBuilder(Settings.class).properties(all).run());
        BuiltInApis.all().stream()
                .filter(api -> !server.hasApi(api.key().value()))
                .forEach(server::does);
        return server;
    }

    private boolean hasApi(String key) {
        return jdbc().sql("select count(*) from token_view.api where key = ?")
                        .param(key)
                        .query(Long.class)
                        .single()
                > 0;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    SettableClock clock() {
        return (SettableClock) bean(Clock.class);
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Answers as the admin API does: when whoever decides has seen it. */
    long does(Command command) {
        long position = bean(Commits.class).dispatch(ADMIN, command).position();
        bean(Denials.class).awaitSeen(position);
        return position;
    }

    TestClient client(String id, String... apis) {
        return TestClient.create(this, id, apis);
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder post(String path, String form) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes as they are, for what no HTTP client would send; the answer until the server closes the connection. */
    String raw(String... pieces) {
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout(20_000);
            for (String piece : pieces) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    /** Asks as a gateway does. */
    Reply check(String token, String method, String uri) {
        return send(request("/oauth2/check")
                .header("X-Original-Method", method)
                .header("X-Original-URI", uri)
                .header("Authorization", "Bearer " + token));
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        context.close();
    }
}
