package org.rekey.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.SuspendClient;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.token.TestClient.Spec;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** With the limits that stand in the documentation, behind a proxy that says where requests come from. */
@ExtendWith(OutputCaptureExtension.class)
class LimitsIT {

    private static final String HERE = "198.51.100.7";
    private static final String ELSEWHERE = "198.51.100.8";
    private static final String WRONG = "rk_wrong";
    private static final String GRANT = "grant_type=client_credentials";
    private static final TokenServer server = start();

    private static TokenServer start() {
        Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.freshProperties());
        properties.put("server.forward-headers-strategy", "native");
        properties.put("rekey.http.allow-plain", "true");
        properties.put("rekey.token.limits.failures-per-client", "20");
        properties.put("rekey.token.limits.failures-per-network", "200");
        properties.put("rekey.token.limits.unknown-tokens", "300");
        properties.put("rekey.token.limits.tokens-per-second", "30");
        TokenServer server = TokenServer.start(properties);
        server.register("orders", "READ");
        return server;
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void the_next_window_begins() {
        server.clock().tick(Duration.ofMinutes(1));
    }

    private static Reply ask(String address, String path, String id, String secret) {
        return server.send(server.post(path, GRANT + "&token=x")
                .header("X-Forwarded-For", address)
                .header("Authorization", TokenServer.basic(id, secret)));
    }

    private static Reply ask(String address, TestClient client) {
        return ask(address, "/oauth2/token", client.id().value(), client.secret());
    }

    private static List<Integer> statuses(int times, String address, String path, String id) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(ask(address, path, id, WRONG).status());
        }
        return statuses;
    }

    private static void assertTooMany(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(429);
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 60);
        assertThat(reply.error()).isEqualTo("temporarily_unavailable");
        assertThat(reply.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/token", "/oauth2/introspect", "/oauth2/revoke"})
    void T50_after_so_many_wrong_secrets_the_next_is_answered_429_and_the_right_one_200(String path) {
        TestClient client = server.client("guessed-at" + path.replace('/', '-'), "orders");

        List<Integer> statuses = statuses(50, HERE, path, client.id().value());

        assertThat(statuses.subList(0, 20)).containsOnly(401);
        assertThat(statuses.subList(20, 50)).containsOnly(429);
        assertTooMany(ask(HERE, path, client.id().value(), WRONG));
        assertThat(ask(ELSEWHERE, path, client.id().value(), WRONG).status()).isEqualTo(401);
        assertThat(ask(ELSEWHERE, client).status()).isEqualTo(200);
        assertThat(ask(HERE, client).status()).as("nobody can lock it out").isEqualTo(200);

        server.clock().tick(Duration.ofMinutes(1));
        assertThat(ask(HERE, path, client.id().value(), WRONG).status()).isEqualTo(401);
    }

    @Test
    void T50_an_imported_secret_is_not_even_looked_at_where_it_was_guessed_at_too_often() {
        TestClient imported =
                TestClient.create(server, Spec.of("guessable", "orders").imported("1356GYNU"));
        assertThat(ask(HERE, imported).status()).isEqualTo(200);

        statuses(20, HERE, "/oauth2/token", "guessable");

        assertTooMany(ask(HERE, imported));
        assertTooMany(ask(HERE, "/oauth2/token", "guessable", WRONG));
        assertThat(ask(ELSEWHERE, imported).status()).isEqualTo(200);

        server.clock().tick(Duration.ofMinutes(1));
        assertThat(ask(HERE, imported).status()).isEqualTo(200);
    }

    @Test
    void T50_a_client_id_that_can_be_read_in_two_ways_is_counted_in_both() {
        TestClient imported =
                TestClient.create(server, Spec.of("svc+import", "orders").imported("1356GYNU"));
        String unescaped = "Basic " + Base64.getEncoder().encodeToString("svc+import:wrong".getBytes(UTF_8));
        for (int i = 0; i < 20; i++) {
            server.send(server.post("/oauth2/token", GRANT)
                    .header("X-Forwarded-For", HERE)
                    .header("Authorization", unescaped));
        }

        assertTooMany(ask(HERE, imported));
        assertThat(ask(ELSEWHERE, imported).status()).isEqualTo(200);
    }

    @Test
    void I2_what_has_been_right_once_is_refused_but_never_counted() {
        TestClient first = server.client("left-behind", "orders");
        TestClient second = first.rotate(Duration.ZERO);
        TestClient suspended = server.client("switched-off", "orders");
        server.does(new SuspendClient(suspended.id()));
        TestClient deleted = server.client("gone", "orders");
        server.does(new DeleteClient(deleted.id()));

        for (TestClient client : List.of(first, suspended, deleted)) {
            for (int i = 0; i < 30; i++) {
                assertThat(ask(HERE, client).status()).isEqualTo(401);
            }
        }
        assertThat(ask(HERE, second).status()).isEqualTo(200);
        assertThat(statuses(20, HERE, "/oauth2/token", "left-behind")).containsOnly(401);
        assertTooMany(ask(HERE, "/oauth2/token", "left-behind", WRONG));
        assertThat(ask(HERE, first).status()).as("also when others were wrong").isEqualTo(401);
    }

    @Test
    void T03_T50_who_does_not_exist_is_answered_like_who_does() {
        server.client("exists", "orders");

        List<Integer> exists = statuses(25, HERE, "/oauth2/token", "exists");
        List<Integer> nobody = statuses(25, HERE, "/oauth2/token", "nobody");

        assertThat(nobody).isEqualTo(exists);
        assertThat(ask(HERE, "/oauth2/token", "nobody", WRONG).body())
                .isEqualTo(ask(HERE, "/oauth2/token", "exists", WRONG).body());
    }

    @Test
    void T50_right_secrets_are_not_counted() {
        TestClient client = server.client("often-right", "orders");
        for (int i = 0; i < 30; i++) {
            assertThat(ask(HERE, client).status()).isEqualTo(200);
        }

        assertThat(statuses(20, HERE, "/oauth2/token", "often-right")).containsOnly(401);
    }

    @Test
    void T51_one_secret_tried_on_very_many_clients_is_stopped_by_network_and_somebody_is_told(CapturedOutput output) {
        TestClient client = server.client("sprayed", "orders");
        TestClient imported =
                TestClient.create(server, Spec.of("sprayed-imported", "orders").imported("summer"));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            statuses.add(ask(HERE, "/oauth2/token", "id-" + i, "summer").status());
        }

        assertThat(statuses.subList(0, 200)).containsOnly(401);
        assertThat(statuses.subList(200, 300)).containsOnly(429);
        assertTooMany(ask(HERE, imported));
        assertThat(ask(HERE, client).status()).isEqualTo(200);
        assertThat(ask(ELSEWHERE, imported).status()).isEqualTo(200);
        assertThat(output.getOut().split("Too many wrong credentials of clients from " + HERE, -1))
                .as("one warning")
                .hasSize(2);
    }

    @Test
    void T51_an_IPv6_network_counts_as_one() {
        server.client("v6", "orders");
        for (int i = 0; i < 20; i++) {
            assertThat(ask("2001:db8::" + i, "/oauth2/token", "v6", WRONG).status())
                    .isEqualTo(401);
        }

        assertTooMany(ask("2001:db8::abcd", "/oauth2/token", "v6", WRONG));
        assertThat(ask("2001:db8:0:1::1", "/oauth2/token", "v6", WRONG).status())
                .isEqualTo(401);
    }

    @Test
    void T52_a_client_that_floods_meets_its_quota_and_its_neighbour_does_not_notice() {
        TestClient floods = server.client("floods", "orders");
        TestClient neighbour = server.client("neighbour", "orders");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            statuses.add(ask(HERE, floods).status());
        }

        assertThat(statuses.subList(0, 30)).containsOnly(200);
        assertThat(statuses.subList(30, 100)).containsOnly(429);
        assertTooMany(ask(HERE, floods));
        assertThat(ask(HERE, floods).header("Retry-After")).isEqualTo("1");
        assertThat(ask(HERE, neighbour).status()).isEqualTo(200);
        assertThat(floods.introspect("x").status()).as("other requests").isEqualTo(200);

        server.clock().tick(Duration.ofSeconds(1));
        assertThat(ask(HERE, floods).status()).isEqualTo(200);
    }

    @Test
    void R13_random_tokens_are_answered_429_after_a_while_and_good_ones_never() {
        TestClient gateway = server.client("gateway", "rekey-tokens");
        TestClient other = server.client("other-gateway", "rekey-tokens");
        TestClient client = server.client("asked-about", "orders");
        String token = client.newToken();
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            replies.add(gateway.introspect(token.substring(0, token.length() - 8) + String.format("%08d", i)));
        }

        assertThat(replies.subList(0, 300)).extracting(Reply::body).containsOnly("{\"active\":false}");
        assertThat(replies.subList(300, 1_000)).extracting(Reply::status).containsOnly(429);
        assertTooMany(gateway.introspect("x"));
        assertThat(gateway.introspect(token).active()).isTrue();
        assertThat(other.introspect("x").status()).isEqualTo(200);

        server.clock().tick(Duration.ofMinutes(1));
        assertThat(gateway.introspect("x").status()).isEqualTo(200);
    }

    @Test
    void R02_R13_another_tenants_token_is_as_strange_as_one_that_nobody_issued() {
        TestClient gateway = TestClient.create(
                server, Spec.of("bound-gateway", "rekey-tokens").tenant("mine"));
        TestClient stranger =
                TestClient.create(server, Spec.of("stranger", "orders").tenant("other"));
        String token = stranger.newToken();
        for (int i = 0; i < 300; i++) {
            assertThat(gateway.introspect(i % 2 == 0 ? token : "x").body()).isEqualTo("{\"active\":false}");
        }

        assertThat(gateway.introspect(token).body())
                .isEqualTo(gateway.introspect("x").body());
        assertTooMany(gateway.introspect(token));
    }

    @Test
    void R13_a_gateway_may_ask_about_tokens_that_were_good_once_as_often_as_it_likes() {
        TestClient gateway = server.client("busy-gateway", "rekey-tokens");
        TestClient revokes = server.client("revokes", "orders");
        TestClient deleted = server.client("deleted-since", "orders");
        String revoked = revokes.newToken();
        String gone = deleted.newToken();
        revokes.revoke(revoked);
        server.does(new DeleteClient(deleted.id()));
        for (int i = 0; i < 310; i++) {
            assertThat(gateway.introspect(revoked).body()).isEqualTo("{\"active\":false}");
            assertThat(gateway.introspect(gone).body()).isEqualTo("{\"active\":false}");
            assertThat(revokes.introspect(revoked).body()).isEqualTo("{\"active\":false}");
        }

        assertThat(gateway.introspect("x").status()).isEqualTo(200);
    }
}
