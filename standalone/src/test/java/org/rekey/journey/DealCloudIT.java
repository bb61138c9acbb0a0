package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.journey.RekeyHttp.Credentials;

/** What users of DealCloud are used to. */
class DealCloudIT {

    private static final String TOKEN = "/api/rest/v1/oauth/token";
    private static final Credentials SITE = new Credentials("106", "1356GYNU");
    private static final String ALL_FIVE = """
            "scopes": [{"api": "dealcloud-users"}, {"api": "dealcloud-data"}, {"api": "dealcloud-publish"},
                       {"api": "dealcloud-ri"}, {"api": "dealcloud-backup"}],
            "token": {"ttl": "PT15M", "requireScope": true}
            """;

    private static final RekeyHttp rekey = RunningRekey.shared().http();

    @BeforeAll
    static void the_site_moves_in() {
        api("dealcloud-users", "user_management", "/api/rest/v1/management/**");
        api("dealcloud-data", "data", "/api/rest/v4/data/**", "/api/rest/v4/schema/**");
        api("dealcloud-publish", "publish", "/api/rest/v1/publication/**");
        api("dealcloud-ri", "ri_import", "/api/rest/v1/ri/import/**");
        api("dealcloud-backup", "backup", "/api/rest/v4/backups/**");
        rekey.create(
                "DealCloud: site 106",
                "\"clientId\":\"%s\",\"clientSecret\":\"%s\",%s".formatted(SITE.id(), SITE.secret(), ALL_FIVE));
    }

    private static void api(String key, String scope, String... paths) {
        StringBuilder endpoints = new StringBuilder();
        for (String path : paths) {
            endpoints
                    .append(endpoints.isEmpty() ? "" : ",")
                    .append("{\"method\":\"*\",\"path\":\"%s\",\"access\":\"READ\"}".formatted(path));
        }
        rekey.withAnApi(
                key,
                "\"access\":[\"READ\"],\"scopes\":{\"READ\":\"%s\"},\"endpoints\":[%s]".formatted(scope, endpoints));
    }

    private static Answer token(Credentials client, String scope) {
        return rekey.send(rekey.form(
                TOKEN,
                "scope=%s&grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(scope, client.id(), client.secret())));
    }

    private static Credentials create(String name) {
        return rekey.create("DealCloud: " + name, ALL_FIVE);
    }

    @Test
    void DC_01_DC_02_DC_03_DC_06_DC_07_the_documented_request_gets_a_token_for_15_minutes() {
        Answer answer = token(SITE, "data user_management").expect(200);

        assertThat(answer.text("token_type")).isEqualToIgnoringCase("bearer");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(900);
        assertThat(answer.text("scope")).isEqualTo("data user_management");
        assertThat(token(SITE, "data").token()).isNotEqualTo(answer.token());
    }

    @Test
    void DC_03_an_administrator_is_warned_that_the_secret_is_short() {
        Answer answer = rekey.post(
                        "/api/v1/clients",
                        "{\"name\":\"DealCloud: site 107\",\"clientId\":\"107\",\"clientSecret\":\"7\"," + ALL_FIVE
                                + "}")
                .expect(201);

        assertThat(answer.json().path("warnings").toString()).contains("short");
        token(new Credentials("107", "7"), "data").expect(200);
    }

    @Test
    void DC_04_a_scope_has_to_be_named() {
        Answer none = rekey.send(rekey.form(
                TOKEN,
                "grant_type=client_credentials&client_id=%s&client_secret=%s".formatted(SITE.id(), SITE.secret())));

        assertThat(none.expect(400).text("error")).isEqualTo("invalid_scope");
        assertThat(token(SITE, "").expect(400).text("error")).isEqualTo("invalid_scope");
        assertThat(token(SITE, "backup").text("scope")).isEqualTo("backup");
    }

    @Test
    void DC_05_secret_and_scopes_are_looked_at_before_anything_is_issued() {
        assertThat(token(new Credentials("106", "1356GYNV"), "data").expect(401).text("error"))
                .isEqualTo("invalid_client");
        assertThat(token(SITE, "data nonsense").expect(400).text("error")).isEqualTo("invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"provider_sync", "api", "data_provider", "exchange"})
    void DC_15_a_scope_that_nobody_needs_does_not_have_to_exist(String scope) {
        assertThat(token(SITE, scope).expect(400).text("error")).isEqualTo("invalid_scope");
    }

    @Test
    void DC_16_a_token_has_the_scopes_that_were_asked_for_and_no_other() {
        Answer answer = token(SITE, "data");

        assertThat(answer.text("scope")).isEqualTo("data");
        assertThat(rekey.introspect(answer.token()).text("scope")).isEqualTo("data");
        rekey.check(answer.token(), "GET", "/api/rest/v1/management/users").expect(403);
    }

    @ParameterizedTest
    @CsvSource({
        "user_management, /api/rest/v1/management/users",
        "data, /api/rest/v4/data/entrydata/12",
        "data, /api/rest/v4/schema",
        "publish, /api/rest/v1/publication",
        "ri_import, /api/rest/v1/ri/import",
        "backup, /api/rest/v4/backups"
    })
    void DC_08_DC_09_DC_10_DC_11_DC_12_DC_13_each_scope_opens_its_API_for_every_method(String scope, String path) {
        String token = token(SITE, scope).token();
        String other = token(SITE, scope.equals("backup") ? "data" : "backup").token();

        rekey.check(token, "GET", path).expect(200);
        rekey.check(token, "POST", path).expect(200);
        Answer refused = rekey.check(other, "GET", path).expect(403);

        assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope", "scope=\"" + scope + "\"");
    }

    @Test
    void DC_14_a_call_is_403_whether_the_token_lacks_the_scope_or_the_client_has_lost_the_right() {
        Credentials client = create("loses a right");
        String token = token(client, "data").token();
        String data = "/api/rest/v4/data/entrydata";

        rekey.check(token, "GET", data).expect(200);
        rekey.check(token(client, "backup").token(), "GET", data).expect(403);
        rekey.patch("/api/v1/clients/" + client.id(), "{\"scopes\":[{\"api\":\"dealcloud-backup\"}]}")
                .expect(200);
        rekey.check(token, "GET", data).expect(403);
    }

    @Test
    void DC_17_a_secret_in_an_address_is_refused_and_on_record() {
        Credentials client = create("leaks");

        Answer answer = rekey.send(rekey.request(TOKEN + "?grant_type=client_credentials&scope=data&client_id="
                        + client.id() + "&client_secret=" + client.secret())
                .POST(BodyPublishers.noBody()));

        assertThat(answer.expect(400).text("error")).isEqualTo("invalid_request");
        assertThat(answer.response().body()).doesNotContain(client.secret());
        String path = "/api/v1/audit?type=secret.exposed&client=" + client.id();
        await().until(() -> !rekey.get(path).json().path("items").isEmpty());
        assertThat(rekey.get(path).response().body()).doesNotContain(client.secret());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n  "})
    void DC_18_a_form_with_line_breaks_in_it_is_refused_politely(String lineBreak) {
        Answer answer = rekey.send(rekey.form(
                TOKEN,
                String.join(
                        lineBreak,
                        "scope=data user_management",
                        "&grant_type=client_credentials",
                        "&client_id=" + SITE.id(),
                        "&client_secret=" + SITE.secret())));

        assertThat(answer.expect(400).text("error")).isEqualTo("invalid_request");
        assertThat(answer.text("error_description")).isNotEmpty();
    }
}
