package org.rekey.query.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.query.QueryApplication.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.client.AddClientKey;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.client.RetireClientKey;
import org.rekey.domain.key.KeyId;
import org.rekey.query.QueryApplication;
import org.rekey.query.QueryApplication.Answer;
import tools.jackson.databind.JsonNode;

class ClientKeyIT {

    private static final String NAMED = "{\"kty\":\"EC\",\"kid\":\"laptop\",\"alg\":\"ES256\",\"x\":\"eA\"}";

    private final QueryApplication app = QueryApplication.shared();

    @Test
    void a_key_is_shown_with_what_it_is_and_without_its_numbers() {
        app.does(client("keyed", "Keyed"));
        Instant added = app.now();
        add("keyed", "k1", NAMED);

        Answer answer = app.get("/api/v1/clients/keyed");
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().get("keys").toString())
                .isEqualTo("[{\"keyId\":\"k1-keyed\",\"kid\":\"laptop\",\"kty\":\"EC\",\"alg\":\"ES256\","
                        + "\"state\":\"ACTIVE\",\"createdAt\":\"" + added + "\",\"expiresAt\":\""
                        + added.plus(Duration.ofDays(90)) + "\",\"lastUsedAt\":null,\"uses\":0,\"retiredReason\":null,"
                        + "\"callers\":[],\"addresses\":[],\"agents\":[]}]");
        assertThat(app.get("/api/v1/clients/keyed/keys/k1-keyed").json())
                .isEqualTo(answer.json().get("keys").get(0));
    }

    @Test
    void a_key_need_not_have_a_name_or_an_algorithm() {
        app.does(client("nameless", "Nameless"));
        add("nameless", "k1", "{\"kty\":\"OKP\"}");

        JsonNode key = app.get("/api/v1/clients/nameless/keys/k1-nameless").json();
        assertThat(key.get("kty").asString()).isEqualTo("OKP");
        assertThat(key.get("kid").isNull()).isTrue();
        assertThat(key.get("alg").isNull()).isTrue();
    }

    @Test
    void the_state_of_a_key_goes_by_the_clock_and_the_newest_comes_first() {
        app.does(client("ageing", "Ageing"));
        add("ageing", "k1", NAMED);
        add("ageing", "k2", NAMED);
        app.does(new RetireClientKey(new ClientId("ageing"), new KeyId("k2-ageing")));
        assertThat(app.get("/api/v1/clients/ageing").header("ETag")).isEqualTo("\"4\"");
        assertThat(keys("ageing")).containsExactly("k2-ageing RETIRED REVOKED", "k1-ageing ACTIVE null");

        app.clock().tick(Duration.ofDays(90).minusMillis(1));
        assertThat(keys("ageing")).containsExactly("k2-ageing RETIRED REVOKED", "k1-ageing ACTIVE null");
        app.clock().tick(Duration.ofMillis(1));
        assertThat(keys("ageing")).containsExactly("k2-ageing RETIRED REVOKED", "k1-ageing RETIRED EXPIRED");
    }

    @Test
    void I13_what_one_client_does_with_a_key_is_not_told_to_another_that_has_the_same() {
        app.does(client("sharing", "Sharing", "one", GrantedScopes.everything()));
        app.does(client("prying", "Prying", "other", GrantedScopes.everything()));
        for (String client : List.of("sharing", "prying")) {
            app.does(new AddClientKey(new ClientId(client), new KeyId("common"), NAMED));
        }
        app.jdbc()
                .sql(
                        "insert into telemetry.secret_use (secret_id, client_id, uses, last_used_at, callers)"
                                + " values ('common', 'sharing', 7, '2026-11-21T11:12:13.456Z', '[{\"address\":\"192.0.2.9\",\"agent\":\"curl/8\",\"lastUsedAt\":\"2026-11-21T11:12:13.456Z\",\"uses\":7}]')")
                .update();

        JsonNode own = app.get("tenant.one", "/api/v1/clients/sharing").json();
        assertThat(own.get("lastUsedAt").asString()).isEqualTo("2026-11-21T11:12:13.456Z");
        assertThat(own.get("keys").get(0).get("uses").asInt()).isEqualTo(7);
        assertThat(own.get("keys").get(0).get("addresses").toString()).isEqualTo("[\"192.0.2.9\"]");
        assertThat(app.get("/api/v1/clients?q=sharing")
                        .json()
                        .at("/items/0/lastUsedAt")
                        .asString())
                .isEqualTo("2026-11-21T11:12:13.456Z");
        JsonNode others = app.get("tenant.other", "/api/v1/clients/prying").json();
        assertThat(others.get("lastUsedAt").isNull()).isTrue();
        assertThat(others.get("keys").get(0).get("uses").asInt()).isZero();
    }

    @Test
    void A06_the_key_of_another_tenants_client_is_unknown() {
        app.does(client("locked", "Locked", "them", GrantedScopes.everything()));
        app.does(new AddClientKey(new ClientId("locked"), new KeyId("k"), NAMED));
        assertThat(app.get("tenant.them", "/api/v1/clients/locked/keys/k").status())
                .isEqualTo(200);
        assertThat(app.get("tenant.us", "/api/v1/clients/locked/keys/k").status())
                .isEqualTo(404);
        assertThat(app.get("/api/v1/clients/locked/keys/none").status()).isEqualTo(404);
    }

    @Test
    void a_key_goes_with_its_client() {
        app.does(client("short", "Short"));
        add("short", "k1", NAMED);
        app.does(new DeleteClient(new ClientId("short")));
        assertThat(app.get("/api/v1/clients/short/keys/k1-short").status()).isEqualTo(404);
        assertThat(app.jdbc()
                        .sql("select count(*) from query_clients.client_key where client_id = 'short'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void the_trail_names_the_key_but_does_not_print_it() {
        app.does(client("trailed", "Audited"));
        add("trailed", "k1", NAMED);
        app.does(new RetireClientKey(new ClientId("trailed"), new KeyId("k1-trailed")));

        JsonNode items = app.get("/api/v1/audit?client=trailed").json().get("items");
        assertThat(items.get(0).get("type").asString()).isEqualTo("client.key-retired");
        assertThat(items.get(0).get("changes").toString()).isEqualTo("{\"keyId\":\"k1-trailed\"}");
        assertThat(items.get(1).get("type").asString()).isEqualTo("client.key-added");
        assertThat(items.get(1).get("changes").get("keyId").asString()).isEqualTo("k1-trailed");
        assertThat(items.get(1).get("changes").has("expiresAt")).isTrue();
        assertThat(items.get(1).toString()).doesNotContain("publicJwk");
    }

    private void add(String client, String key, String jwk) {
        app.does(new AddClientKey(new ClientId(client), new KeyId(key + "-" + client), jwk));
    }

    private List<String> keys(String client) {
        return app.get("/api/v1/clients/" + client)
                .json()
                .get("keys")
                .valueStream()
                .map(key -> key.get("keyId").asString() + " " + key.get("state").asString() + " "
                        + key.get("retiredReason").stringValue(null))
                .toList();
    }
}
