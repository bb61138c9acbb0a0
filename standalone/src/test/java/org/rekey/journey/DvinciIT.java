package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.journey.RekeyHttp.Credentials;

/** What users of d.vinci are used to. */
class DvinciIT {

    private static final String TOKEN = "/plt/oauth2/token";
    private static final String USERS = "/restApi/dvinciUsers/";
    private static final String GRANT = "\"scopes\":[{\"api\":\"dvinci\"}]";

    private static final RekeyHttp rekey = RunningRekey.shared().http().withAnApi("dvinci", """
                    "access": ["READ", "WRITE"],
                    "endpoints": [
                      {"method": "GET", "path": "/restApi/**", "access": "READ"},
                      {"method": "GET", "path": "/odata/**", "access": "READ"},
                      {"method": "PUT", "path": "/restApi/**", "access": "WRITE"}]
                    """);

    @Test
    void DI_09_DI_12_DI_13_DI_14_user_name_and_API_token_in_the_form_get_an_access_token() {
        Credentials client = rekey.create("d.vinci: form", "\"clientId\":\"karriere.api\"," + GRANT);

        Answer right = request(client.id(), client.secret());
        Answer wrong = request(client.id(), client.secret() + "x");
        Answer unknown = request("nobody.api", client.secret());

        assertThat(client.id()).isEqualTo("karriere.api");
        assertThat(rekey.introspect(right.token()).text("client_id")).isEqualTo("karriere.api");
        assertThat(wrong.expect(401).text("error")).isEqualTo("invalid_client");
        assertThat(unknown.expect(401).response().body())
                .isEqualTo(wrong.response().body());
    }

    private static Answer request(String id, String secret) {
        return rekey.send(
                rekey.form(TOKEN, "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret));
    }

    @Test
    void DI_01_the_tokens_are_issued_in_the_name_of_ones_own_server() {
        Credentials client = rekey.create("d.vinci: issuer", GRANT);
        String own = RunningRekey.shared().url();

        assertThat(request(client.id(), client.secret()).claims().path("iss").asString())
                .isEqualTo(own);
        assertThat(rekey.get("/.well-known/oauth-authorization-server").text("issuer"))
                .isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "authorization_code", "refresh_token", "implicit"})
    void DI_02_any_other_grant_is_refused(String grant) {
        Credentials client = rekey.createClient("d.vinci: " + grant, "");

        Answer answer = rekey.form(TOKEN, client, "grant_type=" + grant + "&code=x&username=x&password=x");

        assertThat(answer.expect(400).text("error")).isEqualTo("unsupported_grant_type");
    }

    @Test
    void DI_03_viewing_editing_and_deleting_are_rights_of_their_own() {
        String api = "\"scopes\":[{\"api\":\"dvinci\"},{\"api\":\"rekey\",\"access\":[%s]}]";
        RekeyHttp viewer = rekey.as(rekey.create("d.vinci: viewer", api.formatted("\"READ\"")));
        RekeyHttp editor = rekey.as(rekey.create("d.vinci: editor", api.formatted("\"READ\",\"WRITE\"")));
        RekeyHttp remover = rekey.as(rekey.create("d.vinci: remover", api.formatted("\"DELETE\"")));

        Answer refused = viewer.post("/api/v1/clients", "{\"name\":\"d.vinci: user\"," + GRANT + "}");
        String user = "/api/v1/clients/" + editor.create("d.vinci: user", GRANT).id();

        assertThat(refused.expect(403).header("WWW-Authenticate")).contains("rekey.write");
        viewer.get(user).expect(200);
        viewer.patch(user, "{\"description\":\"x\"}").expect(403);
        editor.patch(user, "{\"description\":\"x\"}").expect(200);
        editor.delete(user).expect(403);
        remover.get(user).expect(403);
        remover.delete(user).expect(204);
    }

    @Test
    void DI_05_API_users_move_over_one_by_one_under_their_names() {
        Credentials first = rekey.create("d.vinci: first", "\"clientId\":\"first.user\"," + GRANT);
        request(first.id(), first.secret()).expect(200);
        request("second.user", first.secret()).expect(401);

        Credentials second = rekey.create("d.vinci: second", "\"clientId\":\"second.user\"," + GRANT);

        request("second.user", second.secret()).expect(200);
    }

    @Test
    void DI_06_DI_18_the_lifetime_is_set_in_minutes_and_counts_for_tokens_to_come() {
        Credentials client = rekey.create("d.vinci: ttl", "\"token\":{\"ttl\":\"PT15M\"}," + GRANT);
        Answer before = request(client.id(), client.secret());

        rekey.patch("/api/v1/clients/" + client.id(), "{\"token\":{\"ttl\":\"PT5M\"}}")
                .expect(200);
        Answer after = request(client.id(), client.secret());

        assertThat(before.json().path("expires_in").asInt()).isEqualTo(900);
        assertThat(after.json().path("expires_in").asInt()).isEqualTo(300);
        assertThat(lifetime(before)).isEqualTo(900);
        assertThat(lifetime(after)).isEqualTo(300);
    }

    private static long lifetime(Answer answer) {
        Answer facts = rekey.introspect(answer.token());
        return facts.json().path("exp").asLong() - facts.json().path("iat").asLong();
    }

    @Test
    void DI_10_an_API_token_is_not_shown_again_only_replaced() {
        Credentials client = rekey.create("d.vinci: once", GRANT);

        assertThat(rekey.get("/api/v1/clients/" + client.id()).response().body())
                .doesNotContain(client.secret());
        Credentials next = Credentials.of(rekey.post("/api/v1/clients/" + client.id() + "/rotate", "{}"));
        assertThat(next.secret()).isNotEqualTo(client.secret());
    }

    @Test
    void DI_11_a_token_opens_what_its_client_may_do_and_nothing_more() {
        Credentials client = rekey.create("d.vinci: reads", GRANT);
        String token = request(client.id(), client.secret()).token();

        rekey.check(token, "GET", USERS + "7").expect(200);
        Answer refused = rekey.check(token, "PUT", USERS + "7").expect(403);
        assertThat(refused.header("WWW-Authenticate")).contains("scope=\"dvinci.write\"");
    }

    @Test
    void DI_15_DI_16_one_token_is_good_for_the_REST_API_and_for_OData() {
        Credentials client = rekey.create("d.vinci: calls", GRANT);
        String token = request(client.id(), client.secret()).token();

        rekey.send(rekey.checking("GET", USERS)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json"))
                .expect(200);
        rekey.check(token, "GET", "/odata/Users?$top=5").expect(200);
    }

    @Test
    void DI_17_a_token_may_be_used_by_another_program_than_the_one_that_got_it() {
        Credentials client = rekey.create("d.vinci: hands over", GRANT);
        String token = request(client.id(), client.secret()).token();

        RekeyHttp another = RunningRekey.shared().http();

        another.check(token, "GET", USERS).expect(200);
        assertThat(another.introspect(token).json().has("cnf")).isFalse();
    }

    @Test
    void DI_19_a_client_that_is_switched_off_gets_no_token() {
        Credentials client = rekey.create("d.vinci: off", GRANT);

        rekey.post("/api/v1/clients/" + client.id() + "/suspend", "{}").expect(204);
        request(client.id(), client.secret()).expect(401);
        rekey.post("/api/v1/clients/" + client.id() + "/resume", "{}").expect(204);
        request(client.id(), client.secret()).expect(200);
    }
}
