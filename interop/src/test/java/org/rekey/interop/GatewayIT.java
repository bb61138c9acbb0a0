package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.interop.VendorApis.grant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.interop.VendorApis.DealCloud;
import tools.jackson.databind.JsonNode;

/** A real nginx that asks Rekey about every call, before an upstream that tells what reached it. */
class GatewayIT {

    private static final RekeyJar REKEY = VendorApis.registered();
    private static final Gateway GATEWAY = Gateway.shared();
    private static final String OPAQUE = "\"token\": {\"format\": \"opaque\"}";
    private static final String MAY_VALIDATE = """
            "authorities": [{"type": "validate", "document_type": "invoice", "country_code": "BR", "agreement_code": "A-1"}]""";

    @Test
    void DV_85_DV_86_a_granted_call_arrives_with_its_query_and_says_who_calls() {
        Credentials client = VendorApis.client(grant("node-listing"));

        Answer answer = Http.get(
                GATEWAY.url() + VendorApis.GOV_VIEW,
                "Accept",
                "application/json",
                "Authorization",
                "Bearer " + token(client, ""));

        JsonNode arrived = answer.expect(200).json();
        assertThat(arrived.path("path").asString() + "?" + arrived.path("query").asString())
                .isEqualTo(VendorApis.GOV_VIEW);
        assertThat(headers(arrived, "accept")).containsExactly("application/json");
        assertThat(headers(arrived, "x-client-id")).containsExactly(client.id());
        assertThat(headers(arrived, "x-scopes")).containsExactly("node-listing.read");
        assertThat(headers(arrived, "x-tenant")).isEmpty();
    }

    @Test
    void DV_87_an_API_that_was_not_granted_is_refused() {
        String token = token(VendorApis.client(grant("asset-listing")), "");

        assertDenied(GATEWAY.get(VendorApis.GOV_VIEW, token), "node-listing.read");
    }

    @Test
    void DI_15_DI_16_the_same_token_opens_the_REST_API_and_OData() {
        String token = token(VendorApis.client(grant("dvinci")), "");

        for (String path : List.of(VendorApis.DVINCI_USERS, VendorApis.DVINCI_ODATA)) {
            Http.get(GATEWAY.url() + path, "Authorization", "Bearer " + token, "Content-Type", "application/json")
                    .expect(200);
        }
        assertDenied(GATEWAY.call("POST", VendorApis.DVINCI_USERS, token), "dvinci.write");
    }

    @Test
    void DE_08_a_level_opens_its_methods_and_names_itself_where_it_is_missing() {
        String reading = token(VendorApis.client(grant("targets", "READ", "DELETE")), "scope=targets.read");
        String deleting = token(VendorApis.client(grant("targets", "DELETE")), "");

        GATEWAY.get(VendorApis.TARGETS, reading).expect(200);
        GATEWAY.get(VendorApis.TARGETS + "/7", reading).expect(200);
        GATEWAY.call("HEAD", VendorApis.TARGETS, reading).expect(200);
        assertDenied(GATEWAY.call("DELETE", VendorApis.TARGETS + "/7", reading), "targets.delete");
        assertDenied(GATEWAY.call("POST", VendorApis.TARGETS, reading), "targets.write");
        assertDenied(GATEWAY.get(VendorApis.TARGETS + "/7", deleting), "targets.read");
        GATEWAY.call("DELETE", VendorApis.TARGETS + "/7", deleting).expect(200);
    }

    @ParameterizedTest
    @EnumSource
    void DC_08_DC_09_DC_10_DC_11_DC_12_DC_13_DC_16_each_scope_opens_its_paths_and_no_other(DealCloud asked) {
        String token = token(VendorApis.client(DealCloud.grants()), "scope=" + asked.name());

        for (DealCloud each : DealCloud.values()) {
            for (String path : each.paths) {
                if (each == asked) {
                    JsonNode arrived = GATEWAY.get(path, token).expect(200).json();
                    assertThat(headers(arrived, "x-scopes")).containsExactly(asked.name());
                } else {
                    assertDenied(GATEWAY.get(path, token), each.name());
                }
            }
        }
    }

    @Test
    void DC_14_a_scope_opens_nothing_once_the_client_has_lost_the_right() {
        Credentials client = VendorApis.client(DealCloud.grants());
        String token = token(client, "scope=backup");
        String path = DealCloud.backup.paths.get(0);
        GATEWAY.get(path, token).expect(200);

        REKEY.api("PATCH", "clients/" + client.id(), "{\"scopes\": [" + grant(DealCloud.data.api()) + "]}")
                .expect(200);

        assertDenied(GATEWAY.get(path, token), "backup");
    }

    @Test
    void OS_01_a_call_without_a_token_is_told_what_is_missing_and_no_more() {
        Answer answer = GATEWAY.get(VendorApis.TARGETS, "").expect(401);

        assertThat(answer.response().headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
        assertThat(answer.body()).doesNotContain("\"path\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."})
    void OS_14_what_is_no_token_is_refused(String token) {
        assertInvalid(GATEWAY.get(VendorApis.TARGETS, token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void OS_14_a_revoked_token_is_refused_with_the_very_next_call(String format) {
        Credentials client = VendorApis.client(grant("targets"), "\"token\": {\"format\": \"" + format + "\"}");
        String token = token(client, "");
        String other = token(client, "");
        GATEWAY.get(VendorApis.TARGETS, token).expect(200);

        REKEY.revoke(client, token).expect(200);

        assertInvalid(GATEWAY.get(VendorApis.TARGETS, token));
        GATEWAY.get(VendorApis.TARGETS, other).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwt", "opaque"})
    void DV_46_DV_47_a_deleted_clients_tokens_are_refused_with_the_very_next_call(String format) {
        Credentials client = VendorApis.client(grant("targets"), "\"token\": {\"format\": \"" + format + "\"}");
        String token = token(client, "");
        GATEWAY.get(VendorApis.TARGETS, token).expect(200);

        REKEY.api("DELETE", "clients/" + client.id(), "").expect(204);

        assertInvalid(GATEWAY.get(VendorApis.TARGETS, token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "revoke-tokens", "secrets/{secret}/retire"})
    void what_is_taken_from_a_client_counts_with_the_very_next_call(String act) {
        Answer created = REKEY.api(
                        "POST",
                        "clients",
                        "{\"name\": \"Denied by %s\", \"scopes\": [%s]}".formatted(act, grant("targets")))
                .expect(201);
        Credentials client = Credentials.of(created);
        String token = token(client, "");
        GATEWAY.get(VendorApis.TARGETS, token).expect(200);

        String path = act.replace("{secret}", created.text("secretId"));
        Answer done = REKEY.api("POST", "clients/" + client.id() + "/" + path, "");

        assertThat(done.status()).isBetween(200, 204);
        assertInvalid(GATEWAY.get(VendorApis.TARGETS, token));
    }

    @Test
    void OS_18_the_tenant_comes_from_the_token_whatever_the_caller_says() {
        Credentials client =
                VendorApis.client(grant("dvs", "READ", "WRITE"), "\"tenant\": \"br-gamma\"", OPAQUE, MAY_VALIDATE);

        JsonNode arrived = spoofed(VendorApis.VALIDATE, token(client, ""));

        assertThat(headers(arrived, "x-tenant")).containsExactly("br-gamma");
        assertThat(headers(arrived, "x-client-id")).containsExactly(client.id());
        assertThat(headers(arrived, "x-scopes")).containsExactly("read write");
        assertThat(headers(arrived, "x-authorities"))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"agreement_code\":\"A-1\"");
        assertThat(arrived.toString()).doesNotContain("somebody else");
    }

    @Test
    void OS_18_who_has_no_tenant_and_no_authorities_cannot_claim_any() {
        Credentials client = VendorApis.client(grant("targets", "READ", "WRITE"));

        JsonNode arrived = spoofed(VendorApis.TARGETS, token(client, ""));

        assertThat(headers(arrived, "x-client-id")).containsExactly(client.id());
        assertThat(headers(arrived, "x-tenant")).isEmpty();
        assertThat(headers(arrived, "x-authorities")).isEmpty();
        assertThat(arrived.toString()).doesNotContain("somebody else");
    }

    @Test
    void OS_19_a_tenant_sees_its_own_validations() {
        String one = token(VendorApis.client(grant("dvs", "READ", "WRITE"), "\"tenant\": \"one\"", MAY_VALIDATE), "");
        String other =
                token(VendorApis.client(grant("dvs", "READ", "WRITE"), "\"tenant\": \"other\"", MAY_VALIDATE), "");

        GATEWAY.call("POST", VendorApis.VALIDATE, one).expect(200);

        assertThat(GATEWAY.get(VendorApis.VALIDATIONS, one).expect(200).body()).contains(VendorApis.VALIDATE);
        assertThat(GATEWAY.get(VendorApis.VALIDATIONS, other).expect(200).body())
                .doesNotContain(VendorApis.VALIDATE);
    }

    @Test
    void OS_15_OS_20_only_a_combination_that_was_granted_may_be_validated() {
        String token = token(VendorApis.client(grant("dvs", "READ", "WRITE"), OPAQUE, MAY_VALIDATE), "");

        GATEWAY.call("POST", VendorApis.VALIDATE, token).expect(200);
        assertThat(List.of(
                        "/v1/receipt/BR/A-1/validations",
                        "/v1/invoice/MX/A-1/validations",
                        "/v1/invoice/BR/A-2/validations",
                        "/v1/invoice/BR/a-1/validations"))
                .allSatisfy(path -> assertDenied(GATEWAY.call("POST", path, token), "write"));
    }

    @Test
    void OS_12_OS_23_a_change_of_authorities_counts_for_the_token_that_is_out() {
        Credentials client = VendorApis.client(grant("dvs", "READ", "WRITE"), OPAQUE);
        String token = token(client, "");
        assertDenied(GATEWAY.call("POST", VendorApis.VALIDATE, token), "write");

        REKEY.api("PATCH", "clients/" + client.id(), "{" + MAY_VALIDATE + "}").expect(200);
        GATEWAY.call("POST", VendorApis.VALIDATE, token).expect(200);

        REKEY.api("PATCH", "clients/" + client.id(), "{\"authorities\": []}").expect(200);
        assertDenied(GATEWAY.call("POST", VendorApis.VALIDATE, token), "write");
    }

    @Test
    void what_no_API_has_an_endpoint_for_is_refused() {
        String token = token(VendorApis.client(grant("targets", "READ", "WRITE", "DELETE")), "");

        assertThat(List.of("/", "/v1/targets/7/more", "/v1/target", "/v1/targetsx", "/metrics"))
                .allSatisfy(path -> {
                    Answer answer = GATEWAY.get(path, token).expect(403);
                    assertThat(answer.header("WWW-Authenticate"))
                            .contains("insufficient_scope")
                            .doesNotContain("scope=\"");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/targets/../../api/rest/v4/data",
                "/v1/targets/%2e%2e/%2e%2e/api/rest/v4/data",
                "/v1/targets/..%2f..%2fapi/rest/v4/data",
                "/v1/targets/..;/..;/api/rest/v4/data",
                "/v1/targets;x=/api/rest/v4/data",
                "/v1//targets",
                "//v1/targets",
                "/v1/targets/.",
                "/v1/targets/%5c..",
                "/v1/targets/a%00b",
                "/v1/targets/%",
            })
    void a_path_that_two_servers_may_read_differently_is_refused(String path) {
        String token = token(VendorApis.client(grant("targets", "READ", "WRITE", "DELETE")), "");

        RawAnswer answer = RawAnswer.of(GATEWAY.port(), "GET " + path + " HTTP/1.1", token);

        assertThat(answer.status()).isIn(400, 403);
        assertThat(answer.text()).doesNotContain("\"client\"");
    }

    @Test
    void the_upstream_gets_the_very_path_that_was_checked() {
        String token = token(VendorApis.client(grant("targets")), "");

        RawAnswer absolute =
                RawAnswer.of(GATEWAY.port(), "GET http://elsewhere.example.com/v1/targets/7?a=%2F HTTP/1.1", token);

        assertThat(absolute.status()).isEqualTo(200);
        assertThat(absolute.text()).contains("\"path\":\"/v1/targets/7\"").contains("\"query\":\"a=%2F\"");
        assertThat(GATEWAY.get("/v1/targets/%37", token).expect(200).text("path"))
                .isEqualTo("/v1/targets/%37");
    }

    @Test
    void what_the_gateway_tells_rekey_cannot_be_said_by_the_caller() {
        String token = token(VendorApis.client(grant("targets")), "");

        Answer answer = Http.send(
                "POST",
                GATEWAY.url() + VendorApis.TARGETS,
                "",
                "Authorization",
                "Bearer " + token,
                "X-Original-Method",
                "GET",
                "X-Original-URI",
                VendorApis.TARGETS,
                "X-HTTP-Method-Override",
                "GET");

        assertDenied(answer, "targets.write");
        assertThat(GATEWAY.get("/_rekey", token).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL"
            })
    void a_header_by_which_some_servers_read_another_call_stays_outside(String name) {
        String token = token(VendorApis.client(grant("targets")), "");

        Answer answer =
                Http.get(GATEWAY.url() + VendorApis.TARGETS, "Authorization", "Bearer " + token, name, "DELETE");

        assertThat(answer.expect(200).body()).doesNotContain("DELETE");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 100})
    void many_authorities_fit_through(int count) {
        String authorities = IntStream.range(0, count)
                .mapToObj(i -> "\"the authority to do what is number %d on a long list\"".formatted(i))
                .collect(Collectors.joining(", ", "\"authorities\": [", "]"));
        String token = token(VendorApis.client(grant("targets"), authorities), "");

        JsonNode arrived = GATEWAY.get(VendorApis.TARGETS, token).expect(200).json();

        assertThat(headers(arrived, "x-authorities")).hasSize(count == 30 ? 1 : 0);
    }

    @Test
    void a_body_reaches_the_upstream_and_not_rekey() {
        String token = token(VendorApis.client(grant("targets", "READ", "WRITE")), "");

        Answer answer = Http.send(
                "POST", GATEWAY.url() + VendorApis.TARGETS, "x".repeat(500_000), "Authorization", "Bearer " + token);

        assertThat(headers(answer.expect(200).json(), "content-length")).containsExactly("500000");
    }

    @Test
    void without_rekey_no_call_gets_through() throws Exception {
        Gateway alone = Gateway.before("127.0.0.1:" + Http.freePort());
        String token = token(VendorApis.client(grant("targets")), "");

        Answer answer = alone.get(VendorApis.TARGETS, token).expect(503);

        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.body()).doesNotContain("\"client\"");
    }

    @Test
    void a_gateway_that_keeps_answers_takes_none_for_that_to_another_call() {
        Gateway keeping = Gateway.keepingAnswersOf(REKEY);
        Credentials client = VendorApis.client(grant("targets", "READ"));
        String token = token(client, "");
        String foreign = token(VendorApis.client(grant("dvinci")), "");
        String path = VendorApis.TARGETS + "/7";

        for (int i = 0; i < 3; i++) {
            JsonNode arrived = keeping.get(path + "?i=" + i, token).expect(200).json();
            assertThat(headers(arrived, "x-client-id")).containsExactly(client.id());
            assertThat(arrived.path("query").asString()).isEqualTo("i=" + i);
            assertDenied(keeping.call("DELETE", path, token), "targets.delete");
            assertDenied(keeping.get(path, foreign), "targets.read");
            keeping.get(path, "").expect(401);
            keeping.get(VendorApis.DVINCI_USERS, token).expect(403);
            keeping.get("/v1/targets/x/../7", token).expect(403);
        }
    }

    private static JsonNode spoofed(String path, String token) {
        List<String> headers = new ArrayList<>(List.of("Authorization", "Bearer " + token));
        for (String name : List.of("X-Client-Id", "X-User-Id", "X-Tenant", "X-Scopes", "X-Authorities")) {
            for (String each : List.of(name, name.toLowerCase(), name.replace('-', '_'))) {
                headers.addAll(List.of(each, "somebody else"));
            }
        }
        return Http.send("POST", GATEWAY.url() + path, "", headers.toArray(String[]::new))
                .expect(200)
                .json();
    }

    private static void assertDenied(Answer answer, String scope) {
        assertThat(answer.expect(403).header("WWW-Authenticate"))
                .startsWith("Bearer ")
                .contains("error=\"insufficient_scope\"")
                .contains("scope=\"" + scope + "\"");
        assertThat(answer.body()).doesNotContain("\"client\"");
    }

    private static void assertInvalid(Answer answer) {
        assertThat(answer.expect(401).header("WWW-Authenticate"))
                .startsWith("Bearer ")
                .contains("error=\"invalid_token\"");
        assertThat(answer.body()).doesNotContain("\"client\"");
    }

    private static String token(Credentials client, String more) {
        return REKEY.token(client, more).expect(200).text("access_token");
    }

    private static List<String> headers(JsonNode arrived, String name) {
        List<String> values = new ArrayList<>();
        arrived.path("headers").path(name).forEach(value -> values.add(value.asString()));
        return values;
    }
}
