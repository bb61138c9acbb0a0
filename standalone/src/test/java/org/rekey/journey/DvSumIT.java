package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.journey.RekeyHttp.Credentials;
import tools.jackson.databind.JsonNode;

/** What users of DvSum are used to. */
class DvSumIT {

    private static final String VIEWS = "\"scopes\":[{\"api\":\"node-listing\"}]";
    private static final String EXAMPLE = "/node-listing/gov-view?node_type=TBL&node_id=40837560";

    private static final RekeyHttp rekey = RunningRekey.shared()
            .http()
            .withAnApi(
                    "node-listing",
                    "\"access\":[\"READ\"],\"endpoints\":[{\"method\":\"GET\",\"path\":\"/node-listing/gov-view\",\"access\":\"READ\"}]")
            .withAnApi(
                    "asset-listing",
                    "\"access\":[\"READ\",\"WRITE\",\"DELETE\"],\"endpoints\":[{\"method\":\"GET\",\"path\":\"/asset-listing\",\"access\":\"READ\"}]");

    @Test
    void DV_01_DV_79_DV_80_DV_81_DV_82_DV_84_the_documented_request_gets_a_bearer_token_for_an_hour() {
        Credentials client = rekey.create("DvSum: token", VIEWS);
        String header = Base64.getEncoder()
                .encodeToString((client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));

        Answer answer = rekey.send(rekey.form("/oauth2/token", "grant_type=client_credentials")
                        .setHeader("Accept", "application/json")
                        .header("Authorization", "Basic " + header))
                .expect(200);

        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.text("token_type")).isEqualToIgnoringCase("bearer");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3600);
        JsonNode token = rekey.introspect(answer.token()).json();
        assertThat(token.path("exp").asLong() - token.path("iat").asLong()).isEqualTo(3600);
    }

    @Test
    void DV_88_the_next_token_comes_from_the_same_request_and_not_from_a_refresh_token() {
        Credentials client = rekey.create("DvSum: next token", VIEWS);

        Answer first = rekey.token(client);
        Answer second = rekey.token(client);

        assertThat(first.json().has("refresh_token")).isFalse();
        assertThat(second.token()).isNotEqualTo(first.token());
        assertThat(rekey.introspect(first.token()).isActive()).isTrue();
        assertThat(rekey.introspect(second.token()).isActive()).isTrue();
    }

    @Test
    void DV_83_who_names_no_scope_gets_all_that_was_granted() {
        Credentials client = rekey.create(
                "DvSum: no scope",
                "\"scopes\":[{\"api\":\"node-listing\"},{\"api\":\"asset-listing\",\"access\":[\"READ\",\"WRITE\"]}]");

        assertThat(rekey.token(client).text("scope"))
                .isEqualTo("node-listing.read asset-listing.read asset-listing.write");
    }

    @Test
    void DV_04_a_client_outlives_whoever_made_it() {
        Credentials administrator = rekey.create(
                "DvSum: leaving", "\"scopes\":[{\"api\":\"rekey\",\"access\":[\"READ\",\"WRITE\"]}," + grant() + "]");
        Credentials made = rekey.as(administrator).create("DvSum: staying", VIEWS);
        String token = rekey.token(made).token();

        rekey.delete("/api/v1/clients/" + administrator.id()).expect(204);

        assertThat(rekey.introspect(token).isActive()).isTrue();
        rekey.token(made).expect(200);
        assertThat(rekey.get(client(made)).text("createdBy")).isEqualTo("client:" + administrator.id());
    }

    private static String grant() {
        return "{\"api\":\"node-listing\"}";
    }

    @Test
    void DV_05_DV_19_DV_20_a_grant_stands_with_the_client_and_is_for_reading_unless_it_says_more() {
        Credentials client = rekey.create("DvSum: grant", VIEWS);

        assertThat(rekey.token(client).text("scope")).isEqualTo("node-listing.read");
        assertThat(rekey.get(client(client)).json().path("scopes").toString())
                .isEqualTo("[{\"api\":\"node-listing\",\"access\":[\"READ\"]}]");
        asking(client, "asset-listing.read").expect(400);
    }

    @Test
    void DV_12_DV_13_a_client_has_a_name_and_may_have_a_description() {
        Credentials described = rekey.create("DvSum: described", "\"description\":\"for the night run\"," + VIEWS);
        Credentials bare = rekey.create("DvSum: bare", VIEWS);

        assertThat(rekey.get(client(described)).text("name")).isEqualTo("DvSum: described");
        assertThat(rekey.get(client(described)).text("description")).isEqualTo("for the night run");
        assertThat(rekey.get(client(bare)).json().path("description").isNull()).isTrue();
        rekey.post("/api/v1/clients", "{" + VIEWS + "}").expect(422);
    }

    @Test
    void DV_14_the_interval_decides_when_the_secret_expires() {
        Answer answer = rekey.post(
                        "/api/v1/clients", "{\"name\":\"DvSum: interval\",\"rotationInterval\":\"P30D\"," + VIEWS + "}")
                .expect(201);
        JsonNode secret = rekey.get("/api/v1/clients/" + answer.text("clientId"))
                .json()
                .path("secrets")
                .get(0);

        assertThat(Duration.between(instant(secret.path("createdAt")), Instant.parse(answer.text("expiresAt"))))
                .isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P6D", "P366D", "PT1H", "P0D"})
    void DV_15_an_interval_out_of_a_week_to_a_year_is_refused(String interval) {
        rekey.post("/api/v1/clients", body("DvSum: refused", interval)).expect(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P7D", "P365D"})
    void DV_15_a_week_and_a_year_are_accepted(String interval) {
        rekey.post("/api/v1/clients", body("DvSum: " + interval, interval)).expect(201);
    }

    @Test
    void DV_16_DV_17_a_secret_without_end_is_accepted_with_a_warning() {
        Answer answer =
                rekey.post("/api/v1/clients", body("DvSum: for ever", "never")).expect(201);

        assertThat(answer.json().path("expiresAt").isNull()).isTrue();
        assertThat(answer.json().path("warnings").toString()).contains("never expires");
        rekey.token(Credentials.of(answer)).expect(200);
    }

    private static String body(String name, String interval) {
        return "{\"name\":\"%s\",\"rotationInterval\":\"%s\",%s}".formatted(name, interval, VIEWS);
    }

    @Test
    void DV_18_DV_23_all_scopes_take_in_the_APIs_that_are_registered_later() {
        Credentials client = rekey.create("DvSum: all", "\"scopes\":\"all\"");
        assertThat(scopes(client)).contains("node-listing.read", "asset-listing.read", "asset-listing.delete");

        rekey.withAnApi("registered-later", "\"access\":[\"READ\"]");

        assertThat(scopes(client)).contains("registered-later.read");
    }

    @Test
    void DV_21_writing_is_granted_only_where_the_API_can_be_written() {
        rekey.post(
                        "/api/v1/clients",
                        "{\"name\":\"DvSum: writes\",\"scopes\":[{\"api\":\"node-listing\",\"access\":[\"WRITE\"]}]}")
                .expect(422);
        Credentials client =
                rekey.create("DvSum: writes", "\"scopes\":[{\"api\":\"asset-listing\",\"access\":[\"WRITE\"]}]");
        assertThat(rekey.token(client).text("scope")).isEqualTo("asset-listing.write");
    }

    @Test
    void DV_22_DV_53_DV_55_the_list_counts_the_APIs_and_the_client_shows_them_with_their_levels() {
        Credentials client = rekey.create(
                "DvSum: resources",
                "\"scopes\":[{\"api\":\"node-listing\"},{\"api\":\"asset-listing\",\"access\":[\"READ\",\"WRITE\",\"DELETE\"]}]");

        JsonNode line = rekey.get("/api/v1/clients?q=DvSum:%20resources")
                .json()
                .path("items")
                .get(0);
        JsonNode apis = rekey.get(client(client) + "/apis").json().path("items");

        assertThat(line.path("apiCount").asInt()).isEqualTo(2);
        assertThat(apis).hasSize(2);
        assertThat(apis.findParents("api"))
                .filteredOn(api -> api.path("api").asString().equals("asset-listing"))
                .first()
                .satisfies(
                        api -> assertThat(api.path("access").toString()).isEqualTo("[\"READ\",\"WRITE\",\"DELETE\"]"));
    }

    @Test
    void DV_33_DV_34_saving_gives_id_and_secret_which_nothing_shows_a_second_time() {
        Credentials client = rekey.create("DvSum: once", VIEWS);

        assertThat(client.id()).isNotEmpty();
        assertThat(client.secret()).isNotEmpty();
        for (String path : List.of(client(client), "/api/v1/clients?q=once", "/api/v1/audit?client=" + client.id())) {
            assertThat(rekey.get(path).expect(200).response().body())
                    .contains(client.id())
                    .doesNotContain(client.secret());
        }
    }

    @Test
    void DV_39_DV_41_DV_43_DV_44_a_rotation_keeps_the_id_and_leaves_the_previous_secret_a_day() {
        Credentials first = rekey.create("DvSum: rotates", "\"rotationInterval\":\"P7D\"," + VIEWS);

        Answer rotated = rekey.post(client(first) + "/rotate", "{}").expect(201);

        Credentials second = Credentials.of(rotated);
        JsonNode secret =
                rekey.get(client(second)).expect(200).json().path("secrets").get(0);
        Instant at = instant(secret.path("createdAt"));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.secret()).isNotEqualTo(first.secret());
        rekey.token(first).expect(200);
        rekey.token(second).expect(200);
        assertThat(instant(rotated.json().path("previous").path("validUntil"))).isEqualTo(at.plus(Duration.ofDays(1)));
        assertThat(Instant.parse(rotated.text("expiresAt"))).isEqualTo(at.plus(Duration.ofDays(7)));
        assertThat(rekey.get(client(second)).response().body()).doesNotContain(second.secret());
    }

    @Test
    void DV_42_a_leaked_secret_is_rotated_away_at_once_with_its_tokens() {
        Credentials leaked = rekey.create("DvSum: leaked", VIEWS);
        String token = rekey.token(leaked).token();

        Credentials next =
                Credentials.of(rekey.post(client(leaked) + "/rotate", "{\"grace\":\"PT0S\",\"revokeTokens\":true}")
                        .expect(201));

        rekey.token(leaked).expect(401);
        assertThat(rekey.introspect(token).isActive()).isFalse();
        rekey.check(token, "GET", EXAMPLE).expect(401);
        rekey.token(next).expect(200);
    }

    @Test
    void DV_45_DV_46_DV_47_DV_48_a_deleted_client_has_lost_everything_for_good() {
        Credentials client = rekey.create("DvSum: deleted", "\"clientId\":\"dvsum-deleted\"," + VIEWS);
        String token = rekey.token(client).token();
        rekey.check(token, "GET", EXAMPLE).expect(200);

        rekey.delete(client(client)).expect(204);

        assertThat(rekey.token(client).expect(401).text("error")).isEqualTo("invalid_client");
        assertThat(rekey.introspect(token).isActive()).isFalse();
        rekey.check(token, "GET", EXAMPLE).expect(401);
        rekey.get(client(client)).expect(404);
        rekey.post(client(client) + "/resume", "{}").expect(409);
        rekey.post("/api/v1/clients", "{\"name\":\"DvSum: back\",\"clientId\":\"dvsum-deleted\"," + VIEWS + "}")
                .expect(409);
        rekey.create("DvSum: deleted", VIEWS);
    }

    @Test
    void DV_52_several_clients_are_deleted_in_one_go() {
        Credentials one = rekey.create("DvSum: one of two", VIEWS);
        Credentials other = rekey.create("DvSum: two of two", VIEWS);

        Answer answer = rekey.post(
                        "/api/v1/clients/delete", "{\"ids\":[\"%s\",\"%s\"]}".formatted(one.id(), other.id()))
                .expect(200);

        assertThat(answer.json().findValuesAsString("outcome")).containsExactly("deleted", "deleted");
        rekey.token(one).expect(401);
        rekey.token(other).expect(401);
    }

    @Test
    void DV_56_a_grant_that_is_changed_counts_at_once_also_for_tokens_already_out() {
        Credentials client = rekey.create("DvSum: changed", VIEWS);
        String token = rekey.token(client).token();

        rekey.patch(client(client), "{\"scopes\":[{\"api\":\"asset-listing\"}]}")
                .expect(200);

        assertThat(rekey.token(client).text("scope")).isEqualTo("asset-listing.read");
        rekey.check(token, "GET", EXAMPLE).expect(403);
    }

    @Test
    void DV_85_DV_86_DV_87_the_example_call_gets_through_and_one_to_another_API_does_not() {
        Credentials client = rekey.create("DvSum: calls", VIEWS);
        String token = rekey.token(client).token();

        Answer granted = rekey.check(token, "GET", EXAMPLE).expect(200);
        Answer refused = rekey.check(token, "GET", "/asset-listing").expect(403);

        assertThat(granted.header("X-Client-Id")).isEqualTo(client.id());
        assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope", "asset-listing.read");
        rekey.send(rekey.checking("GET", EXAMPLE)).expect(401);
    }

    private static Answer asking(Credentials client, String scope) {
        return rekey.form("/oauth2/token", client, "grant_type=client_credentials&scope=" + scope);
    }

    private static List<String> scopes(Credentials client) {
        return List.of(rekey.token(client).text("scope").split(" "));
    }

    private static String client(Credentials client) {
        return "/api/v1/clients/" + client.id();
    }

    private static Instant instant(JsonNode text) {
        return Instant.parse(text.asString());
    }
}
