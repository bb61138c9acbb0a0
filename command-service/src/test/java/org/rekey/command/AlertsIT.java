package org.rekey.command;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.newClient;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.person;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.put;
import static org.rekey.command.TestService.stateOf;
import static org.rekey.command.TestService.unique;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.Client;
import tools.jackson.databind.json.JsonMapper;

/** Who is told before a secret expires, and the domains outside that mail may go to. */
class AlertsIT {

    private static final String SETTINGS = "/settings/alert-domains";
    private static final String STREAM = "alert:domains";

    @BeforeAll
    static void allowing_nothing_where_nothing_is_allowed_changes_nothing() {
        assertThat(allow().header("ETag")).isEqualTo("\"-1\"");
        assertThat(eventsOf(STREAM)).isEmpty();
    }

    @BeforeEach
    void partner_and_agency_are_allowed() {
        allow("partner.example", "agency.example");
    }

    private static Reply allow(String... domains) {
        return put("admin", SETTINGS, list(domains)).expect(200);
    }

    private static String list(String... domains) {
        return "{\"domains\":" + JsonMapper.shared().writeValueAsString(domains) + "}";
    }

    private static String newUser(String token, String... more) {
        return post(
                        token,
                        "/users",
                        "{\"userName\":\"" + unique("told") + "\""
                                + Arrays.stream(more).map(","::concat).collect(joining()) + "}")
                .expect(201)
                .text("/id");
    }

    private static String newGroup(String token) {
        return post(token, "/groups", "{\"name\":\"" + unique("told") + "\"}")
                .expect(201)
                .text("/id");
    }

    private static AlertRecipients alertsOf(String client) {
        return stateOf(client, Client::alerts);
    }

    @Test
    void DV_32_what_a_client_would_be_can_be_looked_over_before_it_is_made() {
        String user = newUser("admin");
        String body = newClient("\"rotationInterval\":\"P30D\"", "\"alerts\":{\"users\":[\"" + user + "\"]}");
        Reply foreseen = post("admin", "/clients?dryRun=true", body).expect(200);
        assertThat(foreseen.json().path("dryRun").asBoolean()).isTrue();
        assertThat(foreseen.text("/rotationInterval")).isEqualTo("P30D");
        assertThat(foreseen.text("/expiresAt"))
                .isEqualTo(TestService.clock.instant().plus(Duration.ofDays(30)).toString());
        assertThat(foreseen.text("/alerts/users/0")).isEqualTo(user);
        assertThat(foreseen.http().body()).doesNotContain("clientSecret", "rk_");

        post("admin", "/clients?dryRun=true", body).expect(200);
        post("admin", "/clients", body).expect(201);
        post("admin", "/clients?dryRun=true", body).expect(409);
        post("admin", "/clients?dryRun=true", newClient("\"rotationInterval\":\"P1D\""))
                .expect(422);
    }

    @Test
    void DV_28_the_whole_list_is_set_and_answered_as_it_stands() {
        int before = eventsOf(STREAM).size();
        Reply reply = allow("Bücher.example", "partner.EXAMPLE", "partner.example");
        assertThat(reply.json().path("domains").toString())
                .isEqualTo("[\"partner.example\",\"xn--bcher-kva.example\"]");
        assertThat(eventsOf(STREAM).subList(before, before + 2))
                .containsExactly("alert.domain-disallowed", "alert.domain-allowed");
        Reply again = allow("xn--bcher-kva.example", "partner.example");
        assertThat(again.header("ETag")).isEqualTo(reply.header("ETag"));
        assertThat(eventsOf(STREAM)).hasSize(before + 2);
    }

    @Test
    void A11_a_list_that_others_have_changed_is_not_overwritten() {
        String version = allow("partner.example").header("ETag");
        String next = put("admin", SETTINGS, list("agency.example"), "If-Match", version)
                .expect(200)
                .header("ETag");
        put("admin", SETTINGS, list("partner.example"), "If-Match", version).expect(412);
        put("admin", SETTINGS, list("partner.example"), "If-Match", next).expect(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.example.com|'*.example.com'",
                "example|'example'",
                "example.com.|'example.com.'",
                "127.0.0.1|'127.0.0.1'"
            })
    void DV_28_what_is_no_domain_is_422_and_named(String domain, String named) {
        Reply refused = put("admin", SETTINGS, list(domain)).expect(422, "domains");
        assertThat(refused.text("/errors/0/message")).contains(named);
    }

    @Test
    void the_list_must_be_one_and_has_an_end() {
        put("admin", SETTINGS, "{}").expect(422, "domains");
        put("admin", SETTINGS, "{\"domains\":\"a.example\"}").expect(400, "domains");
        put("admin", SETTINGS, "{\"domains\":[],\"all\":true}").expect(400, "all");
        String[] many = IntStream.rangeClosed(0, 200)
                .mapToObj(i -> "d" + i + ".example")
                .toArray(String[]::new);
        put("admin", SETTINGS, list(many)).expect(422, "domains");
    }

    @Test
    void DV_28_the_list_belongs_to_the_installation() {
        put("acme", SETTINGS, list("acme.example")).expect(403);
        put("acme", SETTINGS + "?dryRun=true", list("acme.example")).expect(403);
        put("reader", SETTINGS, list("acme.example")).expect(403);
    }

    @Test
    void DV_28_who_loses_recipients_is_told_before_and_when_a_domain_goes() {
        String client = createClient(
                "admin", "\"alerts\":{\"emails\":\"z@agency.example, A@agency.example, b@partner.example\"}");
        String gone = createClient("admin", "\"alerts\":{\"emails\":\"gone@agency.example\"}");
        delete("admin", "/clients/" + gone).expect(204);

        Reply foretold =
                put("admin", SETTINGS + "?dryRun=true", list("partner.example")).expect(200);
        assertThat(put("admin", SETTINGS, list("partner.example", "agency.example"))
                        .expect(200)
                        .json()
                        .path("affected"))
                .isEmpty();
        Reply done = allow("partner.example");

        assertThat(foretold.http().body()).isEqualTo(done.http().body());
        assertThat(done.json().path("more").asInt()).isZero();
        assertThat(done.json().path("affected"))
                .filteredOn(item -> item.path("clientId").asString().equals(client))
                .singleElement()
                .satisfies(item -> assertThat(item.path("emails").toString())
                        .isEqualTo("[\"A@agency.example\",\"z@agency.example\"]"));
        assertThat(done.json().path("affected").findValuesAsString("clientId")).doesNotContain(gone);
    }

    @Test
    void DV_28_an_address_that_lost_its_domain_may_stay_but_not_come_back() {
        String path = "/clients/" + createClient("admin", "\"alerts\":{\"emails\":[\"x@agency.example\"]}");
        allow("partner.example");
        patch("admin", path, "{\"alerts\":{\"emails\":\"X@agency.example, y@partner.example\"}}")
                .expect(200);
        patch("admin", path, "{\"alerts\":{\"users\":[\"" + newUser("admin") + "\"]}}")
                .expect(200);
        patch("admin", path, "{\"alerts\":{\"emails\":[]}}").expect(200);
        patch("admin", path, "{\"alerts\":{\"emails\":\"x@agency.example\"}}").expect(422, "alerts.emails");
    }

    @Test
    void DV_28_an_address_elsewhere_is_422_and_named_with_its_domain() {
        for (String email : List.of("ops@stranger.example", "ops@sub.partner.example")) {
            Reply refused = post("admin", "/clients", newClient("\"alerts\":{\"emails\":\"" + email + "\"}"))
                    .expect(422, "alerts.emails");
            assertThat(refused.text("/errors/0/message"))
                    .contains("'" + email + "'", "'" + email.substring(4) + "'", "/api/v1" + SETTINGS);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\" a@partner.example,b@PARTNER.example ; \\n c@agency.example, A@partner.example\"",
                "[\"a@partner.example\",\"b@partner.example; c@agency.example,\",\"\"]"
            })
    void DV_27_addresses_come_as_people_type_them(String emails) {
        String client = createClient("admin", "\"alerts\":{\"emails\":" + emails + "}");
        assertThat(alertsOf(client).emails())
                .containsExactly("a@partner.example", "b@partner.example", "c@agency.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a@partner.example\\r\\nBcc: b@partner.example",
                "a@partner.example\\rb@partner.example",
                "a\\n@partner.example",
                "Jane <jane@partner.example>",
                "jane@partner.example joe@partner.example"
            })
    void C11_what_is_not_an_address_alone_is_refused(String emails) {
        post("admin", "/clients", newClient("\"alerts\":{\"emails\":\"" + emails + "\"}"))
                .expect(422, "alerts.emails");
        post("admin", "/clients", newClient("\"alerts\":{\"emails\":[\"" + emails + "\"]}"))
                .expect(422, "alerts.emails");
    }

    @Test
    void DV_24_each_client_has_recipients_of_its_own() {
        String one = createClient("admin", "\"alerts\":{\"emails\":\"a@partner.example\"}");
        String other = createClient("admin", "\"alerts\":{\"emails\":\"b@partner.example\"}");
        patch("admin", "/clients/" + one, "{\"alerts\":{\"emails\":\"c@partner.example\"}}")
                .expect(200);
        assertThat(alertsOf(one).emails()).containsExactly("c@partner.example");
        assertThat(alertsOf(other).emails()).containsExactly("b@partner.example");
    }

    @Test
    void DV_25_users_and_groups_are_named_by_id_and_users_by_name_too() {
        String name = unique("By.Name");
        String user = post("admin", "/users", "{\"userName\":\"" + name + "\"}")
                .expect(201)
                .text("/id");
        String other = newUser("admin");
        String group = newGroup("admin");
        String client = createClient(
                "admin",
                "\"alerts\":{\"users\":[\"" + name.toUpperCase() + "\",\"" + user + "\",\"" + other
                        + "\"],\"groups\":[\"" + group + "\"]}");
        assertThat(alertsOf(client)).isEqualTo(new AlertRecipients(List.of(user, other), List.of(group), List.of()));
    }

    @Test
    void A06_a_recipient_who_is_unknown_and_one_of_another_tenant_are_refused_alike() {
        String theirs = newUser("globex");
        String theirGroup = newGroup("globex");
        String deactivated = newUser("acme");
        post("acme", "/users/" + deactivated + "/deactivate").expect(204);
        for (String user : List.of(theirs, deactivated, newUser("admin"), "x".repeat(22))) {
            Reply refused = post("acme", "/clients", newClient("\"alerts\":{\"users\":[\"" + user + "\"]}"))
                    .expect(422, "alerts.users");
            assertThat(refused.text("/errors/0/message"))
                    .isEqualTo("'" + user + "' is not an active user of the client's tenant or of none");
        }
        for (String group : List.of(theirGroup, newGroup("admin"), "x".repeat(22))) {
            Reply refused = post("acme", "/clients", newClient("\"alerts\":{\"groups\":[\"" + group + "\"]}"))
                    .expect(422, "alerts.groups");
            assertThat(refused.text("/errors/0/message"))
                    .isEqualTo("'" + group + "' is not a group of the client's tenant or of none");
        }
    }

    @Test
    void DV_25_what_is_told_stays_within_the_tenant() {
        String theirs = newUser("globex");
        post("admin", "/clients", newClient("\"alerts\":{\"users\":[\"" + theirs + "\"]}"))
                .expect(422, "alerts.users");
        post("admin", "/clients", newClient("\"tenant\":\"acme\"", "\"alerts\":{\"users\":[\"" + theirs + "\"]}"))
                .expect(422, "alerts.users");
        createClient("admin", "\"tenant\":\"globex\"", "\"alerts\":{\"users\":[\"" + theirs + "\"]}");
        createClient("admin", "\"tenant\":\"globex\"", "\"alerts\":{\"users\":[\"" + newUser("admin") + "\"]}");
    }

    @Test
    void DV_25_nor_does_it_leave_with_a_transfer() {
        String ours = newUser("acme");
        String theirs = newUser("globex");
        createClient("acme", "\"alerts\":{\"users\":[\"" + ours + "\"]}");
        post("admin", "/users/" + ours + "/transfer", "{\"to\":\"" + theirs + "\"}")
                .expect(422, "to");
        post("admin", "/users/" + ours + "/transfer", "{\"to\":\"" + newUser("acme") + "\"}")
                .expect(200);
    }

    @Test
    void DV_25_a_recipient_who_has_left_does_not_stand_in_the_way_of_a_patch() {
        String left = newUser("admin");
        String client = createClient("admin", "\"alerts\":{\"users\":[\"" + left + "\"]}");
        post("admin", "/users/" + left + "/deactivate").expect(204);
        patch(
                        "admin",
                        "/clients/" + client,
                        "{\"alerts\":{\"users\":[\"" + left + "\"],\"emails\":\"a@partner.example\"}}")
                .expect(200);
        assertThat(alertsOf(client).users()).containsExactly(left);
    }

    @Test
    void DV_26_the_person_who_makes_a_client_is_told() {
        String maker = newUser("admin");
        String other = newUser("admin");
        AlertRecipients told = AlertRecipients.only(new UserId(maker));
        assertThat(alertsOf(createClient(person(maker)))).isEqualTo(told);
        assertThat(alertsOf(createClient(person(maker), "\"alerts\":null"))).isEqualTo(told);
        assertThat(alertsOf(createClient(person(maker), "\"owner\":\"" + other + "\"")))
                .isEqualTo(told);
        assertThat(alertsOf(createClient(person(maker), "\"tenant\":\"acme\""))).isEqualTo(told);
    }

    @Test
    void DV_26_of_a_client_that_a_program_makes_its_owner_is_told_or_nobody() {
        String owner = newUser("admin");
        assertThat(alertsOf(createClient("admin", "\"owner\":\"" + owner + "\"")))
                .isEqualTo(AlertRecipients.only(new UserId(owner)));
        assertThat(alertsOf(createClient("admin"))).isEqualTo(AlertRecipients.NONE);
    }

    @Test
    void DV_26_what_is_said_counts_and_nothing_beside() {
        String maker = newUser("admin");
        String client = createClient(person(maker), "\"alerts\":{\"emails\":\"a@partner.example\"}");
        assertThat(alertsOf(client)).isEqualTo(new AlertRecipients(List.of(), List.of(), List.of("a@partner.example")));
        assertThat(alertsOf(createClient(person(maker), "\"alerts\":{}"))).isEqualTo(AlertRecipients.NONE);
    }

    @Test
    void DV_26_null_is_the_usual_again() {
        String maker = newUser("admin");
        String owner = newUser("admin");
        String path = "/clients/"
                + createClient(
                        person(maker), "\"owner\":\"" + owner + "\"", "\"alerts\":{\"emails\":\"a@partner.example\"}");
        String client = path.substring("/clients/".length());
        patch("admin", path, "{\"alerts\":null}").expect(200);
        assertThat(alertsOf(client)).isEqualTo(AlertRecipients.only(new UserId(maker)));

        post("admin", "/users/" + maker + "/deactivate").expect(204);
        patch("admin", path, "{\"alerts\":null}").expect(200);
        assertThat(alertsOf(client)).isEqualTo(AlertRecipients.only(new UserId(owner)));
    }

    @Test
    void a_client_of_whose_expiry_nobody_would_hear_is_made_with_a_warning() {
        String mute = newUser("admin");
        String reached = newUser("admin", "\"email\":\"" + unique("r") + "@acme.example\"");
        String group = newGroup("admin");
        String some = "\"alerts\":{\"users\":[\"" + mute + "\"],\"groups\":[\"" + group + "\"]}";
        warned(newClient());
        warned(newClient(some));
        notWarned(newClient("\"rotationInterval\":\"never\""));
        notWarned(newClient("\"alerts\":{\"users\":[\"" + reached + "\"]}"));
        notWarned(newClient("\"alerts\":{\"emails\":\"a@partner.example\"}"));
        put("admin", "/groups/" + group + "/members/" + reached).expect(204);
        notWarned(newClient(some));

        String path = "/clients/" + createClient("admin", some);
        assertThat(patch("admin", path, "{\"alerts\":{\"groups\":[]}}")
                        .expect(200)
                        .text("/warnings/0"))
                .contains("alerts reach nobody");
        assertThat(patch("admin", path, "{\"description\":\"x\"}")
                        .expect(200)
                        .json()
                        .path("warnings"))
                .isEmpty();
    }

    @Test
    void DV_28_an_address_that_lost_its_domain_reaches_nobody() {
        String path = "/clients/" + createClient("admin", "\"alerts\":{\"emails\":\"x@agency.example\"}");
        allow("partner.example");
        assertThat(patch("admin", path, "{\"alerts\":{\"emails\":\"x@agency.example\"}}")
                        .expect(200)
                        .text("/warnings/0"))
                .contains("alerts reach nobody");
    }

    private static void warned(String body) {
        assertThat(post("admin", "/clients", body)
                        .expect(201)
                        .json()
                        .path("warnings")
                        .toString())
                .contains("alerts reach nobody");
    }

    private static void notWarned(String body) {
        assertThat(post("admin", "/clients", body)
                        .expect(201)
                        .json()
                        .path("warnings")
                        .toString())
                .doesNotContain("alerts reach nobody");
    }
}
