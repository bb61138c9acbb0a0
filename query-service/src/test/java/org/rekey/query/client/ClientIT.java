package org.rekey.query.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.query.QueryApplication.HASH;
import static org.rekey.query.QueryApplication.api;
import static org.rekey.query.QueryApplication.client;
import static org.rekey.query.QueryApplication.grant;
import static org.rekey.query.QueryApplication.secret;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.RecordExpiryReminder;
import org.rekey.domain.alert.ReminderKey;
import org.rekey.domain.alert.ReminderKind;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.ChangeClientAuthorities;
import org.rekey.domain.client.ChangeClientRotationInterval;
import org.rekey.domain.client.ChangeClientTokenPolicy;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.GracePeriod;
import org.rekey.domain.secret.ReportSecretExposed;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenType;
import org.rekey.query.QueryApplication;
import org.rekey.query.QueryApplication.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClientIT {

    private final QueryApplication app = QueryApplication.shared();

    @Test
    void a_client_is_shown_in_the_forms_in_which_it_is_created() {
        app.does(api("shown-api", AccessLevel.READ, AccessLevel.WRITE));
        app.does(client(
                "shown",
                "Shown",
                "shown-tenant",
                GrantedScopes.of(List.of(grant("shown-api", AccessLevel.WRITE, AccessLevel.READ)))));

        Answer answer = app.get("/api/v1/clients/shown");

        JsonNode json = answer.json();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(json.toString()).doesNotContain("hmac");
        assertThat(json.get("scopes").toString())
                .isEqualTo("[{\"api\":\"shown-api\",\"access\":[\"READ\",\"WRITE\"]}]");
        assertThat(json.get("token").toString())
                .isEqualTo("{\"format\":\"jwt\",\"ttl\":\"PT1H\",\"requireScope\":false,\"tokenType\":\"Bearer\"}");
        assertThat(json.get("alerts").toString()).isEqualTo("{\"users\":[],\"groups\":[],\"emails\":[]}");
        assertThat(json.get("authorities").toString()).isEqualTo("[\"invoices:sign\"]");
        assertThat(json.get("extensions").toString()).isEqualTo("{\"team\":\"blue\"}");
        assertThat(json.get("rotationInterval").asString()).isEqualTo("P90D");
        assertThat(json.get("description").asString()).isEqualTo("made by a test");
        assertThat(json.get("tenant").asString()).isEqualTo("shown-tenant");
        assertThat(json.get("createdBy").asString()).isEqualTo("client:admin");
        assertThat(json.get("createdAt").asString()).isEqualTo(app.now().toString());
        assertThat(json.get("expiresAt").asString())
                .isEqualTo(app.now().plus(Duration.ofDays(90)).toString());
        assertThat(json.get("lastUsedAt").isNull()).isTrue();
        JsonNode secret = json.get("secrets").get(0);
        assertThat(secret.get("secretId").asString()).isEqualTo("s1-shown");
        assertThat(secret.get("state").asString()).isEqualTo("ACTIVE");
        assertThat(secret.get("uses").asInt()).isZero();
        assertThat(secret.get("exposedAt").isNull()).isTrue();
        assertThat(json.get("keys").toString()).isEqualTo("[]");
    }

    @Test
    void DE_06_OS_08_the_type_of_its_tokens_is_shown_as_it_stands_in_them() {
        app.does(client("typed", "Typed"));
        ClientId id = new ClientId("typed");
        for (TokenType type : TokenType.values()) {
            app.does(new ChangeClientTokenPolicy(
                    id, new TokenPolicy(TokenFormat.OPAQUE, Duration.ofMinutes(15), true, type)));
            assertThat(app.get("/api/v1/clients/typed").json().get("token").toString())
                    .isEqualTo("{\"format\":\"opaque\",\"ttl\":\"PT15M\",\"requireScope\":true,\"tokenType\":\""
                            + TokenType.text(type) + "\"}");
        }
    }

    @Test
    void OS_20_an_authority_that_is_an_object_is_shown_as_it_was_given() {
        Map<String, Object> tuple = new LinkedHashMap<>();
        tuple.put("type", "dvs:validate");
        tuple.put("document_type", "INVOICE");
        tuple.put("country_code", "BR");
        tuple.put("agreement_code", "A1");
        app.does(client("tuples", "Tuples"));
        app.does(new ChangeClientAuthorities(new ClientId("tuples"), List.of("invoices:sign", tuple)));

        assertThat(app.get("/api/v1/clients/tuples").json().get("authorities"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("[\"invoices:sign\",{\"type\":\"dvs:validate\",\"document_type\":\"INVOICE\","
                                + "\"country_code\":\"BR\",\"agreement_code\":\"A1\"}]"));
    }

    @Test
    void T10_a_secret_that_was_exposed_shows_since_when() {
        ClientId id = new ClientId("exposed");
        app.does(client("exposed", "Exposed"));
        app.does(new RotateSecret(id, secret("exposed", 2), HASH, GracePeriod.DAY));
        Instant exposed = app.now();
        app.does(new ReportSecretExposed(id, secret("exposed", 1), "a query"));
        app.clock().tick(Duration.ofHours(1));
        app.does(new ReportSecretExposed(id, secret("exposed", 1), "a query"));

        Answer answer = app.get("/api/v1/clients/exposed");
        assertThat(answer.header("ETag")).isEqualTo("\"3\"");
        JsonNode secrets = answer.json().get("secrets");
        assertThat(secrets.get(0).get("exposedAt").isNull()).isTrue();
        assertThat(secrets.get(1).get("exposedAt").asString()).isEqualTo(exposed.toString());
    }

    @Test
    void F23_a_secret_shows_who_was_told_last_and_whom_the_mail_server_does_not_know() {
        app.does(client("reminded", "Reminded"));
        assertThat(lastReminder("reminded").isNull()).isTrue();

        app.does(reminded("2026-11-21", List.of("ops@acme.example"), List.of("gone@acme.example")));
        assertThat(lastReminder("reminded"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"at\":\"" + app.now() + "\",\"kind\":\"EXPIRY\","
                                + "\"recipients\":[\"ops@acme.example\"],\"refused\":[\"gone@acme.example\"]}"));

        app.does(reminded("2026-11-22", List.of(), List.of("ops@acme.example")));
        assertThat(lastReminder("reminded").get("recipients")).isEmpty();
    }

    private JsonNode lastReminder(String client) {
        return app.get("/api/v1/clients/" + client).json().at("/secrets/0/lastReminder");
    }

    private RecordExpiryReminder reminded(String day, List<String> recipients, List<String> refused) {
        ReminderKey key = new ReminderKey(
                new ClientId("reminded"), secret("reminded", 1), ReminderKind.EXPIRY, LocalDate.parse(day));
        return new RecordExpiryReminder(key, app.now(), recipients, refused);
    }

    @Test
    void all_scopes_are_shown_as_all() {
        app.does(client("all-scopes", "All", null, GrantedScopes.everything()));

        assertThat(app.get("/api/v1/clients/all-scopes").json().get("scopes").asString())
                .isEqualTo("all");
    }

    @Test
    void the_state_of_a_secret_goes_by_the_clock_before_anybody_has_recorded_its_end() {
        app.does(client("rotated", "Rotated"));
        app.does(new RotateSecret(new ClientId("rotated"), secret("rotated", 2), HASH, GracePeriod.DAY));
        assertThat(secrets("rotated")).isEqualTo("s2-rotated ACTIVE null, s1-rotated RETIRING null");

        app.clock().tick(Duration.ofHours(24).minusMillis(1));
        assertThat(secrets("rotated")).isEqualTo("s2-rotated ACTIVE null, s1-rotated RETIRING null");

        app.clock().tick(Duration.ofMillis(1));
        assertThat(secrets("rotated")).isEqualTo("s2-rotated ACTIVE null, s1-rotated RETIRED ROTATED");

        app.clock().tick(Duration.ofDays(89));
        assertThat(secrets("rotated")).isEqualTo("s2-rotated RETIRED EXPIRED, s1-rotated RETIRED ROTATED");
    }

    @Test
    void a_revoked_secret_is_shown_as_such() {
        app.does(client("leaky", "Leaky"));
        app.does(new RetireSecret(new ClientId("leaky"), secret("leaky", 1), RetiredReason.REVOKED));

        assertThat(secrets("leaky")).isEqualTo("s1-leaky RETIRED REVOKED");
    }

    @Test
    void another_interval_moves_the_expiry_of_the_client_and_of_its_newest_secret() {
        app.does(client("interval", "Interval"));
        app.does(new ChangeClientRotationInterval(new ClientId("interval"), RotationInterval.NEVER));

        JsonNode json = app.get("/api/v1/clients/interval").json();

        assertThat(json.get("rotationInterval").asString()).isEqualTo("never");
        assertThat(json.get("expiresAt").isNull()).isTrue();
        assertThat(json.get("secrets").get(0).get("expiresAt").isNull()).isTrue();
    }

    @Test
    void the_entity_tag_is_the_version_and_never_leads_to_304() {
        app.does(client("cached", "Cached"));
        app.does(new RotateSecret(new ClientId("cached"), secret("cached", 2), HASH, GracePeriod.DAY));

        Answer again = app.get("admin", "/api/v1/clients/cached", "If-None-Match", "\"2\"");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("ETag")).isEqualTo("\"2\"");
        assertThat(again.json().get("clientId").asString()).isEqualTo("cached");
    }

    @Test
    void a_retired_secret_shows_until_when_it_really_worked() {
        ClientId id = new ClientId("ended");
        app.does(client("ended", "Ended"));
        app.does(new RotateSecret(id, secret("ended", 2), HASH, GracePeriod.DAY));
        app.clock().tick(Duration.ofHours(1));
        Instant pushedOut = app.now();
        app.does(new RotateSecret(id, secret("ended", 3), HASH, GracePeriod.DAY));
        app.clock().tick(Duration.ofHours(1));
        Instant byHand = app.now();
        app.does(new RetireSecret(id, secret("ended", 3), RetiredReason.REVOKED));
        app.clock().tick(Duration.ofDays(2));
        app.does(new RetireSecret(id, secret("ended", 2), RetiredReason.REVOKED));

        assertThat(app.get("/api/v1/clients/ended")
                        .json()
                        .get("secrets")
                        .valueStream()
                        .map(secret -> secret.get("validUntil").asString()))
                .containsExactly(
                        byHand.toString(), pushedOut.plus(Duration.ofDays(1)).toString(), pushedOut.toString());
    }

    @Test
    void the_use_of_each_secret_is_told_with_addresses_and_agents() {
        app.does(client("used", "Used"));
        app.jdbc()
                .sql(
                        "insert into telemetry.secret_use (secret_id, client_id, uses, last_used_at, callers)"
                                + " values ('s1-used', 'used', 7, '2026-11-21T11:12:13.456Z', '[{\"address\":\"192.0.2.9\",\"agent\":\"curl/8\",\"lastUsedAt\":\"2026-11-21T11:12:13.456Z\",\"uses\":7}]')")
                .update();

        JsonNode json = app.get("/api/v1/clients/used").json();

        assertThat(json.get("lastUsedAt").asString()).isEqualTo("2026-11-21T11:12:13.456Z");
        JsonNode secret = json.get("secrets").get(0);
        assertThat(secret.get("uses").asInt()).isEqualTo(7);
        assertThat(secret.get("lastUsedAt").asString()).isEqualTo("2026-11-21T11:12:13.456Z");
        assertThat(secret.get("addresses").toString()).isEqualTo("[\"192.0.2.9\"]");
        assertThat(secret.get("agents").toString()).isEqualTo("[\"curl/8\"]");
        assertThat(secret.get("callers").toString())
                .isEqualTo("[{\"address\":\"192.0.2.9\",\"agent\":\"curl/8\","
                        + "\"lastUsedAt\":\"2026-11-21T11:12:13.456Z\",\"uses\":7}]");
        assertThat(secret.get("verdict").isNull()).isTrue();
    }

    @Test
    void whether_a_retiring_secret_is_safe_to_stop_is_told_by_its_use_and_that_of_the_new_one() {
        app.does(client("moving", "Moving"));
        Instant before = app.now();
        use("moving", 1, before);
        app.clock().tick(Duration.ofMinutes(1));
        app.does(new RotateSecret(new ClientId("moving"), secret("moving", 2), HASH, GracePeriod.DAY));
        String caller = "{\"address\":\"192.0.2.1\",\"agent\":null,\"lastUsedAt\":\"" + before + "\",\"uses\":1}";
        assertThat(verdicts("moving"))
                .containsExactly(
                        "null",
                        "{\"state\":\"IN_USE\",\"window\":\"PT1H\",\"since\":\"" + before + "\",\"by\":[" + caller
                                + "]}");

        app.clock().tick(Duration.ofMinutes(59));
        assertThat(verdicts("moving").get(1)).contains("IN_USE");
        use("moving", 2, app.now());
        assertThat(verdicts("moving"))
                .containsExactly(
                        "null", "{\"state\":\"SAFE\",\"window\":\"PT1H\",\"since\":\"" + before + "\",\"by\":[]}");

        app.clock().tick(Duration.ofHours(23).plusMinutes(1));
        assertThat(verdicts("moving")).containsExactly("null", "null");
    }

    private List<String> verdicts(String client) {
        return app.get("/api/v1/clients/" + client)
                .json()
                .get("secrets")
                .valueStream()
                .map(secret -> secret.get("verdict").toString())
                .toList();
    }

    private void use(String client, int secret, Instant at) {
        app.jdbc()
                .sql("insert into telemetry.secret_use (secret_id, client_id, uses, last_used_at, callers)"
                        + " values (?, ?, 1, ?, jsonb_build_array(jsonb_build_object("
                        + "'address', '192.0.2.1', 'agent', null, 'lastUsedAt', ?::text, 'uses', 1)))")
                .params(secret(client, secret).value(), client, at.atOffset(ZoneOffset.UTC), at.toString())
                .update();
    }

    @Test
    void a_deleted_client_is_gone() {
        app.does(client("gone", "Gone"));
        app.does(new DeleteClient(new ClientId("gone")));

        assertThat(app.get("/api/v1/clients/gone").status()).isEqualTo(404);
        assertThat(app.get("/api/v1/clients/gone/apis").status()).isEqualTo(404);
        assertThat(app.get("/api/v1/clients?q=gone").each("clientId")).isEmpty();
    }

    @Test
    void a06_the_client_of_another_tenant_is_as_unknown_as_one_that_never_was() {
        app.does(client("theirs", "Theirs", "them", GrantedScopes.everything()));
        app.does(client("nobodys", "Nobody's"));
        assertThat(app.get("tenant.them", "/api/v1/clients/theirs").status()).isEqualTo(200);

        for (String path : List.of("", "/apis")) {
            Answer never = app.get("tenant.us", "/api/v1/clients/never-was" + path);
            for (String id : List.of("theirs", "nobodys")) {
                Answer other = app.get("tenant.us", "/api/v1/clients/" + id + path);
                assertThat(other.status()).isEqualTo(404);
                assertThat(withoutTraceId(other)).isEqualTo(withoutTraceId(never));
            }
        }
    }

    private static String withoutTraceId(Answer answer) {
        return answer.body().replaceAll("\"traceId\":\"[^\"]*\"", "");
    }

    private String secrets(String client) {
        return String.join(
                ", ",
                app.get("/api/v1/clients/" + client)
                        .json()
                        .get("secrets")
                        .valueStream()
                        .map(secret -> secret.get("secretId").asString() + " "
                                + secret.get("state").asString() + " "
                                + (secret.get("retiredReason").isNull()
                                        ? null
                                        : secret.get("retiredReason").asString()))
                        .toList());
    }
}
