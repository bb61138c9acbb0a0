package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.rekey.journey.RekeyHttp.Credentials;
import tools.jackson.databind.JsonNode;

/** What users of OSIGU DVS are used to. */
class OsiguIT {

    private static final String TOKEN = "/v1/oauth/token?grant_type=client_credentials";
    private static final String DOCUMENTS = "/v1/documents";
    private static final String VALIDATION = "/v1/validations/%s/%s/%s";
    private static final String TUPLE =
            "{\"type\":\"validate\",\"document_type\":\"%s\",\"country_code\":\"%s\",\"agreement_code\":\"%s\"}";

    private static final RekeyHttp rekey = RunningRekey.shared().http().withAnApi("dvs", """
                    "access": ["READ", "WRITE"],
                    "scopes": {"READ": "read", "WRITE": "write"},
                    "endpoints": [
                      {"method": "GET", "path": "/v1/documents", "access": "READ"},
                      {"method": "POST", "path": "/v1/classifications", "access": "WRITE", "authority": "classify"},
                      {"method": "POST", "path": "/v1/validations/{document_type}/{country_code}/{agreement_code}",
                       "access": "WRITE", "authority": "validate"}]
                    """);

    private static Credentials provision(String slug, String authorities) {
        return rekey.create("OSIGU: " + slug, """
                        "scopes": [{"api": "dvs", "access": ["READ", "WRITE"]}],
                        "token": {"format": "opaque", "ttl": "PT24H", "tokenType": "bearer"},
                        "tenant": "%s",
                        "extensions": {"provider_slug": "%s"},
                        "authorities": [%s]
                        """.formatted(slug, slug, authorities));
    }

    private static Answer token(Credentials client) {
        return rekey.send(rekey.request(TOKEN)
                .header("Authorization", RekeyHttp.basic(client))
                .POST(BodyPublishers.noBody()));
    }

    @Test
    void OS_02_OS_03_OS_04_OS_05_OS_06_OS_07_OS_08_OS_09_OS_10_the_documented_request_gets_the_documented_answer() {
        Credentials client = provision("br-gamma", "");

        Answer answer = token(client).expect(200);

        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope", "extensions");
        assertThat(answer.text("token_type")).isEqualTo("bearer");
        assertThat(answer.json().path("expires_in").asInt()).isBetween(86_399, 86_400);
        assertThat(answer.text("scope")).isEqualTo("read write");
        assertThat(answer.json().path("extensions").toString()).isEqualTo("{\"provider_slug\":\"br-gamma\"}");
        assertThat(answer.token())
                .doesNotContain("br-gamma", client.id())
                .isNotEqualTo(token(client).token());
    }

    @Test
    void OS_05_a_secret_in_the_query_is_refused_beside_it() {
        Credentials client = provision("br-query", "");

        Answer answer =
                rekey.send(rekey.request(TOKEN + "&client_id=" + client.id() + "&client_secret=" + client.secret())
                        .POST(BodyPublishers.noBody()));

        assertThat(answer.expect(400).text("error")).isEqualTo("invalid_request");
    }

    @Test
    void OS_02_a_token_of_another_installation_is_nothing_here() {
        Credentials client = provision("br-sandbox", "");
        String token = token(client).token();
        String elsewhere = token.substring(0, token.length() - 22) + "A".repeat(22);

        assertThat(rekey.introspect(elsewhere).isActive()).isFalse();
        rekey.check(elsewhere, "GET", DOCUMENTS).expect(401);
    }

    @Test
    void OS_01_OS_14_without_a_good_token_no_call_gets_through() {
        Credentials client = provision("br-calls", "");
        String token = token(client).token();

        rekey.check(token, "GET", DOCUMENTS).expect(200);
        Answer without = rekey.send(rekey.checking("GET", DOCUMENTS)).expect(401);
        rekey.revoke(client, token).expect(200);
        Answer revoked = rekey.check(token, "GET", DOCUMENTS).expect(401);

        assertThat(without.header("WWW-Authenticate")).startsWith("Bearer").doesNotContain("error");
        assertThat(revoked.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void OS_11_extensions_can_grow() {
        Credentials client = provision("br-grows", "");

        rekey.patch("/api/v1/clients/" + client.id(), "{\"extensions\":{\"region\":\"south\"}}")
                .expect(200);

        JsonNode extensions = token(client).json().path("extensions");
        assertThat(extensions.path("provider_slug").asString()).isEqualTo("br-grows");
        assertThat(extensions.path("region").asString()).isEqualTo("south");
    }

    @Test
    void OS_12_OS_15_a_right_finer_than_a_scope_hangs_on_the_client_and_is_enforced_for_it() {
        Credentials with = provision("br-classifies", "\"classify\"");
        Credentials without = provision("br-does-not", "");
        String token = token(with).token();

        assertThat(token(with).response().body()).doesNotContain("classify");
        assertThat(rekey.introspect(token).json().path("authorities").toString())
                .isEqualTo("[\"classify\"]");
        rekey.check(token, "POST", "/v1/classifications").expect(200);
        rekey.check(token(without).token(), "POST", "/v1/classifications").expect(403);
    }

    @Test
    void OS_13_every_check_is_answered_from_what_is_true_now() {
        Credentials client = provision("br-checked", "");
        String token = token(client).token();

        rekey.check(token, "GET", DOCUMENTS).expect(200);
        rekey.post("/api/v1/clients/" + client.id() + "/suspend", "{}").expect(204);
        rekey.check(token, "GET", DOCUMENTS).expect(401);
        rekey.post("/api/v1/clients/" + client.id() + "/resume", "{}").expect(204);
        Answer again = rekey.check(token, "GET", DOCUMENTS).expect(200);

        assertThat(again.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void OS_16_OS_17_a_token_serves_for_many_calls_and_overlaps_with_the_next() {
        Credentials client = provision("br-overlaps", "");
        String first = token(client).token();
        for (int call = 0; call < 10; call++) {
            rekey.check(first, "GET", DOCUMENTS).expect(200);
        }

        String second = token(client).token();

        rekey.check(first, "GET", DOCUMENTS).expect(200);
        rekey.check(second, "GET", DOCUMENTS).expect(200);
    }

    @Test
    void OS_18_OS_19_the_tenant_is_the_clients_whatever_a_request_says() {
        Credentials client = provision("br-own", "");
        Answer answer = rekey.send(
                rekey.form("/v1/oauth/token", "grant_type=client_credentials&tenant=br-other&provider_slug=br-other")
                        .header("Authorization", RekeyHttp.basic(client)));

        Answer check = rekey.send(rekey.checking("GET", DOCUMENTS + "?tenant=br-other")
                        .header("Authorization", "Bearer " + answer.token())
                        .header("X-Tenant", "br-other"))
                .expect(200);

        assertThat(answer.json().path("extensions").path("provider_slug").asString())
                .isEqualTo("br-own");
        assertThat(rekey.introspect(answer.token()).text("tenant")).isEqualTo("br-own");
        assertThat(check.header("X-Tenant")).isEqualTo("br-own");
    }

    @Test
    void OS_20_a_combination_is_open_only_to_whom_it_was_granted() {
        Credentials client = provision(
                "br-tuples",
                TUPLE.formatted("invoice", "BR", "A-1") + "," + TUPLE.formatted("prescription", "MX", "A-2"));
        String token = token(client).token();

        rekey.check(token, "POST", VALIDATION.formatted("invoice", "BR", "A-1")).expect(200);
        rekey.check(token, "POST", VALIDATION.formatted("prescription", "MX", "A-2"))
                .expect(200);
        rekey.check(token, "POST", VALIDATION.formatted("invoice", "MX", "A-2")).expect(403);
        rekey.check(token, "POST", VALIDATION.formatted("invoice", "BR", "A-9")).expect(403);
    }

    @Test
    void OS_22_the_slug_stands_beside_the_token_and_in_the_trail() {
        Credentials client = provision("br-support", "");

        assertThat(token(client).json().path("extensions").path("provider_slug").asString())
                .isEqualTo("br-support");
        assertThat(rekey.get("/api/v1/audit?client=" + client.id())
                        .json()
                        .path("items")
                        .get(0)
                        .path("tenant")
                        .asString())
                .isEqualTo("br-support");
    }

    @Test
    void OS_23_a_changed_right_counts_for_tokens_already_out() {
        Credentials client = provision("br-changes", "");
        String token = token(client).token();
        rekey.check(token, "POST", "/v1/classifications").expect(403);

        rekey.patch("/api/v1/clients/" + client.id(), "{\"authorities\":[\"classify\"]}")
                .expect(200);
        rekey.check(token, "POST", "/v1/classifications").expect(200);

        rekey.patch("/api/v1/clients/" + client.id(), "{\"authorities\":[]}").expect(200);
        rekey.check(token, "POST", "/v1/classifications").expect(403);
    }
}
