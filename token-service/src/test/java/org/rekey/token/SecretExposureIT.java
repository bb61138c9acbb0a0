package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.client.DeleteClient;
import org.rekey.eventstore.testing.CuttableDatabase;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.token.TestClient.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SecretExposureIT {

    private static final TokenServer server = TokenServer.shared();
    private static final String GRANT = "grant_type=client_credentials";

    private record Exposure(JsonNode payload, JsonNode who) {}

    private static List<Exposure> exposures(TokenServer server, TestClient client) {
        return server.jdbc()
                .sql("select payload, meta_data from eventstore.event where payload_type = 'secret.exposed'"
                        + " and aggregate_identifier = ? order by global_index")
                .param(client.id().stream())
                .query((row, index) -> new Exposure(
                        new JsonMapper().readTree(row.getString(1)), new JsonMapper().readTree(row.getString(2))))
                .list();
    }

    private static Exposure theExposure(TokenServer server, TestClient client) {
        List<Exposure> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(15)).ignoreExceptions().until(() -> {
            found.clear();
            found.addAll(exposures(server, client));
            return !found.isEmpty();
        });
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** What is seen later is recorded later. */
    private static void assertNothingRecorded(TestClient client) {
        TestClient later = server.client("later-than-" + client.id().value(), "asset-listing");
        ask("/oauth2/token", later.id().value(), later.secret());
        theExposure(server, later);
        assertThat(exposures(server, client)).isEmpty();
    }

    private static Reply ask(String path, String id, String secret) {
        return server.send(server.post(path + "?client_id=" + id + "&client_secret=" + secret, GRANT));
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/v1/oauth/token"})
    void T10_a_secret_in_the_query_is_refused_and_recorded_as_exposed(String path) {
        TestClient client = TestClient.create(
                server,
                Spec.of("exposed" + path.replace('/', '-'), "asset-listing").tenant("careless"));

        Reply reply =
                server.send(server.post(path + "?client_id=" + client.id() + "&client_secret=" + client.secret(), GRANT)
                        .header("User-Agent", "careless/1.0"));

        assertRefused(reply);
        assertThat(reply.body()).doesNotContain(client.secret());
        Exposure exposure = theExposure(server, client);
        assertThat(exposure.payload().path("secretId").asString())
                .isEqualTo(client.secretId().value());
        assertThat(exposure.payload().path("where").asString()).isEqualTo("the query of POST " + path);
        assertThat(exposure.payload().toString()).doesNotContain(client.secret());
        assertThat(exposure.who().path("actor").asString()).isEqualTo("client:" + client.id());
        assertThat(exposure.who().path("source").asString()).isEqualTo("api");
        assertThat(exposure.who().path("ip").asString()).isEqualTo("127.0.0.1");
        assertThat(exposure.who().path("userAgent").asString()).isEqualTo("careless/1.0");
        assertThat(exposure.who().path("tenant").asString()).isEqualTo("careless");
    }

    @Test
    void T10_the_secret_goes_on_working_and_is_recorded_once() {
        TestClient client = server.client("exposed-often", "asset-listing");
        for (int i = 0; i < 5; i++) {
            assertRefused(ask("/oauth2/token", client.id().value(), client.secret()));
        }

        theExposure(server, client);
        assertThat(client.token().status()).isEqualTo(200);
        TestClient later = server.client("exposed-after-often", "asset-listing");
        ask("/oauth2/token", later.id().value(), later.secret());
        theExposure(server, later);
        theExposure(server, client);
    }

    @Test
    void T10_each_secret_of_a_client_is_recorded() {
        TestClient old = server.client("exposed-both", "asset-listing");
        TestClient current = old.rotate(Duration.ofHours(1));
        ask("/oauth2/token", "exposed-both", old.secret());
        ask("/oauth2/token", "exposed-both", current.secret());

        await().atMost(Duration.ofSeconds(15))
                .until(() -> exposures(server, old).size() == 2);
        assertThat(exposures(server, old))
                .extracting(exposure -> exposure.payload().path("secretId").asString())
                .containsExactly(old.secretId().value(), current.secretId().value());
    }

    @Test
    void T10_nobody_learns_whether_it_was_a_secret() {
        TestClient client = server.client("exposed-oracle", "asset-listing");
        TestClient deleted = server.client("exposed-deleted", "asset-listing");
        server.does(new DeleteClient(deleted.id()));

        Reply right = ask("/oauth2/token", "exposed-oracle", client.secret());

        for (Reply other : List.of(
                ask("/oauth2/token", "exposed-oracle", "rk_wrong"),
                ask("/oauth2/token", "exposed-nobody", client.secret()),
                ask("/oauth2/token", "exposed-deleted", deleted.secret()),
                ask("/oauth2/token", "%20", client.secret()))) {
            assertThat(other.status()).isEqualTo(right.status());
            assertThat(other.body()).isEqualTo(right.body());
            assertThat(other.headers().map().keySet())
                    .isEqualTo(right.headers().map().keySet());
        }
    }

    @Test
    void T10_what_is_no_working_secret_is_not_recorded() {
        TestClient client = server.client("unexposed", "asset-listing");
        client.rotate(Duration.ZERO);
        ask("/oauth2/token", "unexposed", "rk_wrong");
        ask("/oauth2/token", "unexposed", client.secret());

        assertNothingRecorded(client);
    }

    @Test
    void B28_a_secret_is_recorded_whoever_is_named_beside_it() {
        TestClient client = server.client("exposed-by-another", "asset-listing");
        TestClient named = server.client("named-beside-it", "asset-listing");
        ask("/oauth2/token", "named-beside-it", client.secret());

        theExposure(server, client);
        assertNothingRecorded(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "scope", "username", "client_id", "token_type_hint", "anything"})
    void B28_a_secret_in_a_parameter_that_is_no_place_for_one_is_recorded(String parameter) {
        TestClient client = server.client("exposed-in-" + parameter, "asset-listing");
        Reply right = server.send(server.post("/oauth2/introspect", "x=y&" + parameter + "=" + client.secret()));
        Reply wrong = server.send(server.post("/oauth2/introspect", "x=y&" + parameter + "=rk_" + "0".repeat(49)));

        assertThat(right.status()).isEqualTo(wrong.status());
        assertThat(right.body()).isEqualTo(wrong.body());
        assertThat(theExposure(server, client).payload().path("where").asString())
                .isEqualTo("a parameter of POST /oauth2/introspect");
    }

    @Test
    void B28_what_is_recorded_of_a_path_is_short_and_without_the_secret() {
        TestClient client = server.client("exposed-in-path", "asset-listing");
        server.get("/nowhere/" + "x".repeat(200) + "/" + client.secret());

        String where = theExposure(server, client).payload().path("where").asString();
        assertThat(where).startsWith("the path of GET ").hasSizeLessThan(130).doesNotContain(client.secret());
    }

    @Test
    void T10_an_imported_secret_is_recorded_too() {
        TestClient imported = TestClient.create(
                server, Spec.of("exposed imported", "asset-listing").imported("p%40:s s"));

        assertRefused(ask("/oauth2/token", "exposed%20imported", "p%2540:s+s"));

        theExposure(server, imported);
    }

    @Test
    void T10_so_is_one_whose_client_is_named_in_the_header_or_the_body() {
        TestClient inHeader = server.client("exposed@header", "asset-listing");
        TestClient inBody = server.client("exposed-body", "asset-listing");

        assertRefused(server.send(server.post("/oauth2/token?client%5Fsecret=" + inHeader.secret(), GRANT)
                .header("Authorization", TokenServer.basic("exposed%40header", "x"))));
        assertRefused(server.send(
                server.post("/oauth2/token?client_secret=" + inBody.secret(), GRANT + "&client_id=exposed-body")));

        theExposure(server, inHeader);
        theExposure(server, inBody);
    }

    @Test
    void T10_the_body_that_names_the_client_may_come_later_and_holds_nobody_up() throws IOException {
        TestClient client = server.client("exposed-later", "asset-listing");
        String body = GRANT + "&client_id=exposed-later";
        String header = "POST /oauth2/token?client_secret=" + client.secret()
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded"
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Socket socket = new Socket("localhost", server.port());
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));
            waiting.add(socket);
        }
        assertThat(client.token().status()).isEqualTo(200);

        waiting.get(0).getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));

        theExposure(server, client);
        for (Socket socket : waiting) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400");
            socket.close();
        }
    }

    @Test
    void T08_T10_so_is_one_of_a_request_that_is_answered_405() {
        TestClient client = server.client("exposed-by-get", "asset-listing");

        Reply reply =
                server.get("/oauth2/token?" + GRANT + "&client_id=exposed-by-get&client_secret=" + client.secret());

        assertThat(reply.status()).isEqualTo(405);
        assertThat(theExposure(server, client).payload().path("where").asString())
                .isEqualTo("the query of GET /oauth2/token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=ID&client_secret=SECRET&client_secret=SECRET",
                "client_id=ID&client_secret=wrong&client_secret=SECRET",
                "client_id=ID&client_id=ID&client_secret=SECRET",
                "x=1&x=2&client_id=ID&client_secret=SECRET"
            })
    void T10_a_secret_is_recorded_whatever_else_is_wrong_with_the_query(String query) {
        TestClient client = server.client("twice-wrong-" + query.hashCode(), "asset-listing");

        Reply reply = server.send(server.post(
                "/oauth2/token?" + query.replace("ID", client.id().value()).replace("SECRET", client.secret()), GRANT));

        assertRefused(reply);
        theExposure(server, client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_secret=x",
                "client_secret=&client_id=a",
                "client_secret=x&client_secret=y&client_id=a",
                "client_secret=%25zz&client_id=a",
                "client_id=a&client_secret=x&%FF=%FE"
            })
    void T10_whatever_stands_in_the_query_the_answer_is_400(String query) {
        HttpRequest.Builder request = server.request("/oauth2/token?" + query)
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic !!!")
                .POST(BodyPublishers.ofString("{"));

        assertRefused(server.send(request));
    }

    @Test
    void T10_while_the_database_is_down_the_answer_is_the_same_and_the_record_comes_later() throws Exception {
        try (CuttableDatabase database = new CuttableDatabase();
                TokenServer own = TokenServer.start(database.properties())) {
            TestClient client = own.client("exposed-in-outage", "rekey-tokens");
            client.newToken();
            TestClient cold = own.client("exposed-cold", "rekey-tokens");
            database.cut();
            for (TestClient one : List.of(client, cold)) {
                assertRefused(own.send(
                        own.post("/oauth2/token?client_id=" + one.id() + "&client_secret=" + one.secret(), GRANT)));
            }
            database.mend();

            theExposure(own, client);
            theExposure(own, cold);
        }
    }

    @Test
    void T50_a_wrong_one_counts_as_a_guess_and_an_imported_one_is_soon_not_looked_at() {
        Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.freshProperties());
        properties.put("rekey.token.limits.failures-per-client", "3");
        try (TokenServer own = TokenServer.start(properties)) {
            TestClient imported = TestClient.create(
                    own, Spec.of("guessed-in-query", "rekey-tokens").imported("1356"));
            TestClient generated = own.client("generated-in-query", "rekey-tokens");
            String path = "/oauth2/token?client_id=";
            for (int i = 0; i < 3; i++) {
                assertRefused(own.send(own.post(path + "guessed-in-query&client_secret=" + i, GRANT)));
            }
            assertRefused(own.send(own.post(path + "guessed-in-query&client_secret=1356", GRANT)));
            assertRefused(own.send(own.post(path + "generated-in-query&client_secret=" + generated.secret(), GRANT)));

            theExposure(own, generated);
            assertThat(exposures(own, imported)).isEmpty();
            assertThat(imported.token().status()).isEqualTo(429);
        }
    }
}
