package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.clock;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.currentSecret;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.put;
import static org.rekey.command.TestService.scim;
import static org.rekey.command.TestService.stateOf;
import static org.rekey.command.TestService.unique;
import static org.rekey.command.TestService.workingSecrets;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.client.Client;

/** People, groups, roles, and the credentials of people. */
class DirectoryIT {

    private static final String API = api();

    private static String api() {
        String key = unique("listing");
        post("admin", "/apis", "{\"key\":\"" + key + "\",\"name\":\"Listing\",\"access\":[\"READ\",\"WRITE\"]}")
                .expect(201);
        return key;
    }

    private static String newUser(String token) {
        return newUser(token, "");
    }

    private static String newUser(String token, String more) {
        return post(token, "/users", "{\"userName\":\"" + unique("jane") + "@acme.example\"" + more + "}")
                .expect(201)
                .text("/id");
    }

    private static String newGroup(String token) {
        return post(token, "/groups", "{\"name\":\"" + unique("group") + "\"}")
                .expect(201)
                .text("/id");
    }

    private static String newRole(String token) {
        return post(token, "/roles", "{\"name\":\"" + unique("role") + "\",\"apis\":[{\"api\":\"" + API + "\"}]}")
                .expect(201)
                .text("/id");
    }

    private static Reply enable(String token, String role, String interval) {
        return put(token, "/roles/" + role + "/api-access", "{\"rotationInterval\":\"" + interval + "\"}");
    }

    private static String rekeyAccess(String levels) {
        return "{\"rotationInterval\":\"P30D\",\"apis\":[{\"api\":\"rekey\",\"access\":[" + levels + "]}]}";
    }

    /** A user in a group with a role. */
    private record Person(String id, String group, String role) {

        static Person with(String interval) {
            Person person = new Person(newUser("admin"), newGroup("admin"), newRole("admin"));
            enable("admin", person.role, interval).expect(200);
            put("admin", "/groups/" + person.group + "/roles/" + person.role).expect(204);
            put("admin", "/groups/" + person.group + "/members/" + person.id).expect(204);
            return person;
        }

        Reply generate() {
            return post("admin", credentials(), "{}");
        }

        String credentials() {
            return "/users/" + id + "/api-credentials";
        }
    }

    private static Instant expiry(Reply reply) {
        return Instant.parse(reply.text("/expiresAt"));
    }

    @Test
    void DV_57_DV_60_DV_61_DV_62_DV_63_a_role_starts_from_what_its_members_have_and_more_can_be_added() {
        String role = newRole("admin");

        Reply enabled = enable("admin", role, "P180D").expect(200);
        assertThat(enabled.text("/apiAccess/apis/0/api")).isEqualTo(API);
        assertThat(enabled.json().at("/apiAccess/apis/0/access/0").asString()).isEqualTo("READ");
        assertThat(enabled.json().at("/warnings")).isEmpty();

        String other = api();
        Reply more = put(
                        "admin",
                        "/roles/" + role + "/api-access",
                        "{\"rotationInterval\":\"P180D\",\"apis\":[{\"api\":\"" + API
                                + "\",\"access\":[\"READ\",\"WRITE\"]},{\"api\":\"" + other + "\"}]}")
                .expect(200);
        assertThat(more.json().at("/apiAccess/apis")).hasSize(2);
        assertThat(eventsOf("role:" + role)).containsExactly("role.created", "role.api-enabled", "role.api-changed");
    }

    @Test
    void DV_58_DV_59_never_is_accepted_with_a_warning_and_other_intervals_are_refused() {
        String role = newRole("admin");
        assertThat(enable("admin", role, "never").expect(200).text("/warnings/0"))
                .contains("never expires");
        for (String interval : List.of("P6D", "P366D", "P1Y", "soon", "-P7D", "P7DT0.5S")) {
            enable("admin", role, interval).expect(422, "rotationInterval");
        }
        put("admin", "/roles/" + role + "/api-access", "{}").expect(422, "rotationInterval");
    }

    @Test
    void DV_06_DV_67_DV_70_DV_77_a_user_has_one_set_of_credentials_on_the_terms_of_the_role() {
        Person person = Person.with("P30D");

        Reply generated = person.generate().expect(201);
        assertThat(generated.text("/clientSecret")).startsWith("rk_");
        assertThat(expiry(generated)).isEqualTo(clock.instant().plus(Duration.ofDays(30)));
        assertThat(person.generate().expect(409).text("/detail")).contains("rotate");
        assertThat(stateOf(generated.text("/clientId"), Client::owner).orElseThrow())
                .hasToString(person.id());
    }

    @Test
    void DV_71_nobody_sets_the_expiry_of_a_users_credentials() {
        Person person = Person.with("P30D");
        for (String field : List.of("rotationInterval", "expiresAt", "scopes")) {
            post("admin", person.credentials(), "{\"" + field + "\":\"P365D\"}").expect(422, field);
        }
        String client = person.generate().expect(201).text("/clientId");
        patch("admin", "/clients/" + client, "{\"rotationInterval\":\"P365D\"}").expect(409);
        patch("admin", "/clients/" + client, "{\"scopes\":\"all\"}").expect(409);
    }

    @Test
    void DV_65_DV_66_without_a_role_that_has_api_access_there_are_none_and_it_says_why() {
        Person person = Person.with("P30D");
        delete("admin", "/roles/" + person.role() + "/api-access").expect(204);
        assertThat(person.generate().expect(409).text("/detail")).isEqualTo("no role of the user has API access");

        enable("admin", person.role(), "P30D").expect(200);
        post("admin", "/users/" + person.id() + "/deactivate").expect(204);
        assertThat(person.generate().expect(409).text("/detail")).isEqualTo("the user is deactivated");

        post("admin", "/users/" + person.id() + "/reactivate").expect(204);
        person.generate().expect(201);
    }

    @Test
    void DV_68_DV_75_a_users_secret_is_rotated_and_the_old_one_works_for_24_hours() {
        Person person = Person.with("P30D");
        Reply first = person.generate().expect(201);

        Reply rotated = post("admin", person.credentials() + "/rotate", "{}").expect(201);

        assertThat(rotated.text("/clientId")).isEqualTo(first.text("/clientId"));
        assertThat(Instant.parse(rotated.text("/previous/validUntil")))
                .isEqualTo(clock.instant().plus(Duration.ofHours(24)));
        assertThat(workingSecrets(first.text("/clientId"))).hasSize(2);
    }

    @Test
    void DV_70_a_rotation_knows_what_the_role_has_come_to_since() {
        Person person = Person.with("P90D");
        String client = person.generate().expect(201).text("/clientId");
        clock.tick(Duration.ofDays(10));
        enable("admin", person.role(), "P7D").expect(200);
        clock.tick(Duration.ofHours(12));

        Reply rotated = post("admin", person.credentials() + "/rotate", "{}").expect(201);

        assertThat(Instant.parse(rotated.text("/previous/validUntil")))
                .as("not longer than the previous secret lives")
                .isEqualTo(clock.instant().plus(Duration.ofHours(12)));
        assertThat(expiry(rotated)).isEqualTo(clock.instant().plus(Duration.ofDays(7)));
        assertThat(eventsOf("client:" + client))
                .containsExactly(
                        "client.created", "secret.issued", "client.rotation-interval-changed", "secret.rotated");
    }

    @Test
    void DV_69_DV_76_deleted_credentials_can_be_generated_again() {
        Person person = Person.with("P30D");
        String first = person.generate().expect(201).text("/clientId");
        delete("admin", person.credentials()).expect(204);
        delete("admin", person.credentials()).expect(404);
        post("admin", person.credentials() + "/rotate", "{}").expect(404);

        assertThat(person.generate().expect(201).text("/clientId")).isNotEqualTo(first);
    }

    @Test
    void credentials_deleted_as_a_client_can_be_generated_again_too() {
        Person person = Person.with("P30D");
        String first = person.generate().expect(201).text("/clientId");
        delete("admin", "/clients/" + first).expect(204);
        person.generate().expect(201);
    }

    @Test
    void DV_42_rotating_as_a_client_follows_the_roles_as_well() {
        Person person = Person.with("P90D");
        String client = person.generate().expect(201).text("/clientId");
        enable("admin", person.role(), "P30D").expect(200);
        Reply rotated = post("admin", "/clients/" + client + "/rotate", "{\"grace\":\"PT0S\"}")
                .expect(201);
        assertThat(expiry(rotated)).isEqualTo(clock.instant().plus(Duration.ofDays(30)));

        delete("admin", "/roles/" + person.role() + "/api-access").expect(204);
        post("admin", "/clients/" + client + "/rotate", "{}").expect(409);
    }

    @Test
    void what_is_still_used_stays_and_says_by_whom() {
        Person person = Person.with("P30D");
        assertThat(delete("admin", "/roles/" + person.role()).expect(409).text("/detail"))
                .contains("groups group-");
        assertThat(delete("admin", "/groups/" + person.group()).expect(409).text("/detail"))
                .contains("members jane-")
                .contains("roles role-");
        String client = createClient("admin", "\"owner\":\"" + person.id() + "\"");
        assertThat(delete("admin", "/users/" + person.id()).expect(409).text("/detail"))
                .contains("clients client-");

        String heir = newUser("admin");
        Reply transferred = post("admin", "/users/" + person.id() + "/transfer", "{\"to\":\"" + heir + "\"}")
                .expect(200);
        assertThat(transferred.text("/clients/0")).isEqualTo(client);
        assertThat(stateOf(client, Client::owner).orElseThrow()).hasToString(heir);
        delete("admin", "/users/" + person.id()).expect(204);
        delete("admin", "/groups/" + person.group() + "/roles/" + person.role()).expect(204);
        delete("admin", "/groups/" + person.group()).expect(204);
        delete("admin", "/roles/" + person.role()).expect(204);
        delete("admin", "/roles/" + person.role()).expect(404);
    }

    @Test
    void a_transfer_hands_over_the_alerts_too_and_names_only_what_is_there() {
        String leaver = newUser("admin");
        String heir = newUser("admin");
        String client =
                createClient("admin", "\"owner\":\"" + leaver + "\"", "\"alerts\":{\"users\":[\"" + leaver + "\"]}");
        String path = "/users/" + leaver + "/transfer";

        post("admin", path, "{\"to\":\"" + heir + "\",\"clients\":[\"nobody\"]}")
                .expect(422, "clients");
        post("admin", path, "{\"to\":\"nobody\"}").expect(422, "to");
        post("admin", path, "{\"to\":\"" + leaver + "\"}").expect(422, "to");
        post("admin", path, "{\"to\":\"" + heir + "\",\"clients\":[\"" + client + "\"]}")
                .expect(200);

        List<String> told = stateOf(client, c -> c.alerts().users());
        assertThat(told).containsExactly(heir);
    }

    @Test
    void whoever_answers_for_a_client_is_there() {
        String left = newUser("admin");
        post("admin", "/users/" + left + "/deactivate").expect(204);
        for (String owner : List.of(left, "nobody")) {
            post("admin", "/clients", TestService.newClient("\"owner\":\"" + owner + "\""))
                    .expect(422, "owner");
            patch("admin", "/clients/" + createClient("admin"), "{\"owner\":\"" + owner + "\"}")
                    .expect(422, "owner");
        }
        String client = createClient("admin", "\"owner\":\"" + newUser("admin") + "\"");
        patch("admin", "/clients/" + client, "{\"owner\":null}").expect(200);
        assertThat(stateOf(client, Client::owner)).isEmpty();
    }

    @Test
    void deleting_a_user_deletes_the_credentials() {
        Person person = Person.with("P30D");
        String client = person.generate().expect(201).text("/clientId");
        delete("admin", "/users/" + person.id()).expect(204);
        assertThat(stateOf(client, Client::isDeleted)).isTrue();
        delete("admin", "/users/" + person.id()).expect(404);
        post("admin", "/users/" + person.id() + "/reactivate").expect(404);
    }

    @Test
    void names_are_taken_whatever_the_letter_case() {
        String name = unique("Joe");
        post("admin", "/users", "{\"userName\":\"" + name + "\"}").expect(201);
        post("admin", "/users", "{\"userName\":\"" + name.toUpperCase(Locale.ROOT) + "\"}")
                .expect(409);
        String other = newUser("admin");
        patch("admin", "/users/" + other, "{\"userName\":\"" + name + "\"}").expect(409);
        post("acme", "/users", "{\"userName\":\"" + name + "\"}").expect(409);
    }

    @ParameterizedTest
    @CsvSource({
        "/users, userName, ''",
        "/users, userName, 'a\\r\\nb'",
        "/users, userName, ' a'",
        "/users, email, 'not an address'",
        "/users, email, 'a@b.example\\r\\nBcc: c@d.example'",
        "/users, displayName, ''",
        "/users, externalId, ''",
        "/groups, name, ''",
        "/roles, name, ''"
    })
    void C11_what_is_out_of_its_rules_is_refused(String path, String field, String value) {
        String userName = field.equals("userName") ? "" : "\"userName\":\"" + unique("u") + "\",";
        String needed = path.equals("/users") ? userName : field.equals("name") ? "" : "\"name\":\"x\",";
        post("admin", path, "{" + needed + "\"" + field + "\":\"" + value + "\"}")
                .expect(422, field);
    }

    @Test
    void unknown_fields_and_those_that_never_change_are_refused() {
        post("admin", "/users", "{\"userName\":\"x\",\"status\":\"ACTIVE\"}").expect(400, "status");
        patch("admin", "/users/" + newUser("admin"), "{\"tenant\":\"acme\"}").expect(422, "tenant");
        patch("admin", "/roles/" + newRole("admin"), "{\"apiAccess\":null}").expect(422, "apiAccess");
        post("admin", "/roles", "{\"name\":\"x\",\"apis\":[{\"api\":\"nowhere\"}]}")
                .expect(422, "apis");
    }

    @Test
    void A11_a_stale_if_match_is_412() {
        String user = newUser("admin");
        Reply changed = patch("admin", "/users/" + user, "{\"displayName\":\"Jane\"}", "If-Match", "\"0\"")
                .expect(204);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        patch("admin", "/users/" + user, "{\"displayName\":\"Joe\"}", "If-Match", "\"0\"")
                .expect(412);
    }

    @Test
    void I13_A06_a_bound_administrator_neither_sees_nor_changes_another_tenants() {
        String theirs = newUser("admin", ",\"tenant\":\"globex\"");
        String ours = newUser("acme");
        String ourGroup = newGroup("acme");
        String global = newGroup("admin");
        String globalRole = newRole("admin");
        List<Function<String, Reply>> calls = List.of(
                id -> patch("acme", "/users/" + id, "{\"displayName\":\"x\"}"),
                id -> post("acme", "/users/" + id + "/deactivate"),
                id -> delete("acme", "/users/" + id),
                id -> post("acme", "/users/" + id + "/api-credentials", "{}"),
                id -> post("acme", "/users/" + id + "/transfer", "{\"to\":\"" + ours + "\"}"),
                id -> put("acme", "/groups/" + ourGroup + "/members/" + id));
        for (Function<String, Reply> call : calls) {
            call.apply(theirs).expect(404);
            call.apply("nobody").expect(404);
        }
        put("acme", "/groups/" + global + "/members/" + ours).expect(404);
        put("acme", "/groups/" + ourGroup + "/roles/" + globalRole).expect(404);
        enable("acme", globalRole, "P7D").expect(404);
        post("acme", "/users", "{\"userName\":\"x\",\"tenant\":\"globex\"}").expect(403);
        put("admin", "/groups/" + ourGroup + "/members/" + theirs).expect(409);
        put("acme", "/groups/" + ourGroup + "/members/" + ours).expect(204);
    }

    @Test
    void A26_nobody_hands_out_rights_over_rekey_that_he_does_not_hold() {
        String role = newRole("admin");
        put("writer", "/roles/" + role + "/api-access", rekeyAccess("\"DELETE\""))
                .expect(403);
        put("admin", "/roles/" + role + "/api-access", rekeyAccess("\"READ\",\"DELETE\""))
                .expect(200);
        String group = newGroup("admin");
        put("writer", "/groups/" + group + "/roles/" + role).expect(403);
        put("admin", "/groups/" + group + "/roles/" + role).expect(204);
        String user = newUser("admin");

        Reply refused = put("writer", "/groups/" + group + "/members/" + user).expect(403);
        assertThat(refused.header("WWW-Authenticate"))
                .contains("insufficient_scope")
                .contains("rekey.delete");
        put("admin", "/groups/" + group + "/members/" + user).expect(204);
        post("writer", "/users/" + user + "/api-credentials", "{}").expect(403);
        patch("writer", "/users/" + user, "{\"userName\":\"" + unique("mallory") + "\"}")
                .expect(403);
        patch("writer", "/users/" + user, "{\"email\":\"mallory@acme.example\"}")
                .expect(403);
        patch("writer", "/users/" + user, "{\"displayName\":\"An administrator\"}")
                .expect(204);
        String client = post("admin", "/users/" + user + "/api-credentials", "{}")
                .expect(201)
                .text("/clientId");
        post("writer", "/users/" + user + "/api-credentials/rotate", "{}").expect(403);
        post("writer", "/clients/" + client + "/rotate", "{}").expect(403);
        delete("writer", "/roles/" + role + "/api-access").expect(403);
    }

    @Test
    void A26_a_right_cannot_be_put_together_from_halves() {
        String group = newGroup("admin");
        String role = newRole("admin");
        put("admin", "/roles/" + role + "/api-access", rekeyAccess("\"DELETE\""))
                .expect(200);
        put("admin", "/groups/" + group + "/roles/" + role).expect(204);
        String eve = newUser("writer");
        post("writer", "/users/" + eve + "/deactivate").expect(204);
        put("writer", "/groups/" + group + "/members/" + eve).expect(403);

        put("admin", "/groups/" + group + "/members/" + eve).expect(204);
        post("writer", "/users/" + eve + "/reactivate").expect(403);
        patch("writer", "/users/" + eve, "{\"userName\":\"" + unique("mallory") + "\"}")
                .expect(403);
        patch("writer", "/users/" + eve, "{\"externalId\":\"mallory\"}").expect(403);
        post("admin", "/users/" + eve + "/reactivate").expect(204);

        String empty = newGroup("writer");
        String other = newUser("writer");
        assertThat(Together.run(
                        2, i -> put("writer", "/groups/" + empty + (i == 0 ? "/roles/" + role : "/members/" + other))
                                .status()))
                .containsExactly(403, 204);
    }

    @Test
    void more_changes_at_once_than_there_are_connections_are_all_carried_out() {
        Person person = Person.with("P30D");
        List<String> users =
                IntStream.range(0, 40).mapToObj(i -> newUser("admin")).toList();
        users.forEach(user ->
                put("admin", "/groups/" + person.group() + "/members/" + user).expect(204));

        assertThat(Together.run(40, i -> delete("admin", "/groups/" + person.group() + "/members/" + users.get(i))
                        .status()))
                .containsOnly(204);
    }

    @Test
    void A28_the_last_administrator_stays() {
        String group = newGroup("admin");
        String role = newRole("admin");
        put("admin", "/roles/" + role + "/api-access", rekeyAccess("\"READ\",\"WRITE\""))
                .expect(200);
        put("admin", "/groups/" + group + "/roles/" + role).expect(204);
        String last = newUser("admin");
        put("admin", "/groups/" + group + "/members/" + last).expect(204);
        List<Reply> refused = List.of(
                delete("admin", "/groups/" + group + "/members/" + last),
                delete("admin", "/groups/" + group + "/roles/" + role),
                delete("admin", "/roles/" + role + "/api-access"),
                put("admin", "/roles/" + role + "/api-access", rekeyAccess("\"READ\"")),
                post("admin", "/users/" + last + "/deactivate"),
                post("admin", "/users/" + last + "/deactivate?dryRun=true", "{}"),
                delete("admin", "/users/" + last),
                scim("admin", "DELETE", "/Users/" + last, null),
                scim("admin", "DELETE", "/Groups/" + group, null),
                scim("admin", "PUT", "/Groups/" + group, "{\"displayName\":\"Nobody\"}"),
                scim("admin", "PUT", "/Users/" + last, "{\"userName\":\"" + last + "\",\"active\":false}"));
        refused.forEach(reply -> assertThat(reply.expect(409).text("/detail")).contains("last administrator"));

        String another = newUser("admin");
        put("admin", "/groups/" + group + "/members/" + another).expect(204);
        delete("admin", "/groups/" + group + "/members/" + last).expect(204);
        put("admin", "/groups/" + group + "/members/" + last).expect(204);
        List<String> both = List.of(last, another);
        assertThat(Together.run(2, i -> delete("admin", "/groups/" + group + "/members/" + both.get(i))
                        .status()))
                .as("each removes the other")
                .containsExactlyInAnyOrder(204, 409);
    }

    @Test
    void A37_a_client_is_not_called_like_a_user() {
        String user = newUser("admin");
        post("admin", "/clients", TestService.newClient("\"clientId\":\"" + user + "\""))
                .expect(422, "clientId");
    }

    @Test
    void a_dry_run_says_what_would_change_and_changes_nothing() {
        Person person = Person.with("P90D");
        String client = person.generate().expect(201).text("/clientId");
        int before = eventsOf("role:" + person.role()).size();
        clock.tick(Duration.ofDays(20));

        Reply shorter = put(
                        "admin",
                        "/roles/" + person.role() + "/api-access?dryRun=true",
                        "{\"rotationInterval\":\"P7D\",\"apis\":[{\"api\":\"" + API + "\",\"access\":[\"WRITE\"]}]}")
                .expect(200);
        assertThat(shorter.json().at("/affected").asInt()).isEqualTo(1);
        assertThat(shorter.text("/items/0/clientId")).isEqualTo(client);
        assertThat(shorter.text("/items/0/losesScopes/0")).isEqualTo(API + ".read");
        assertThat(shorter.text("/items/0/gainsScopes/0")).isEqualTo(API + ".write");
        assertThat(Instant.parse(shorter.text("/items/0/expiresAt/after")))
                .isEqualTo(clock.instant().plus(Duration.ofHours(24)));
        assertThat(shorter.json().at("/items/0/usedInLast7Days").asBoolean()).isFalse();

        for (Reply stops : List.of(
                delete("admin", "/roles/" + person.role() + "/api-access?dryRun=true"),
                delete("admin", "/groups/" + person.group() + "/members/" + person.id() + "?dryRun=true"),
                delete("admin", "/groups/" + person.group() + "/roles/" + person.role() + "?dryRun=true"),
                post("admin", "/users/" + person.id() + "/deactivate?dryRun=true", "{}"),
                delete("admin", "/users/" + person.id() + "?dryRun=true"),
                delete("admin", person.credentials() + "?dryRun=true"))) {
            stops.expect(200);
            assertThat(stops.json().at("/stopping").asInt())
                    .as(stops.toString())
                    .isEqualTo(1);
        }
        assertThat(eventsOf("role:" + person.role())).hasSize(before);
        assertThat(workingSecrets(client)).hasSize(1);
    }

    @Test
    void a_dry_run_on_a_client_says_which_scopes_it_would_lose() {
        String client = createClient("admin", "\"scopes\":[{\"api\":\"" + API + "\",\"access\":[\"READ\",\"WRITE\"]}]");
        Reply foretold = patch(
                        "admin",
                        "/clients/" + client + "?dryRun=true",
                        "{\"scopes\":[{\"api\":\"" + API + "\"}],\"rotationInterval\":\"P7D\"}")
                .expect(200);
        assertThat(foretold.text("/items/0/losesScopes/0")).isEqualTo(API + ".write");
        assertThat(Instant.parse(foretold.text("/items/0/expiresAt/after")))
                .isEqualTo(currentSecret(client).issuedAt().plus(Duration.ofDays(7)));
        assertThat(delete("admin", "/clients/" + client + "?dryRun=true")
                        .expect(200)
                        .json()
                        .at("/stopping")
                        .asInt())
                .isEqualTo(1);
        assertThat(eventsOf("client:" + client)).hasSize(2);
    }

    @Test
    void A08_of_two_who_generate_at_once_one_does() {
        Person person = Person.with("P30D");
        assertThat(Together.run(2, i -> person.generate().status())).containsExactlyInAnyOrder(201, 409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/x", "/groups/x", "/roles/x"})
    void who_may_only_read_changes_nothing(String path) {
        patch("reader", path, "{}").expect(403);
        delete("writer", path).expect(403);
    }
}
