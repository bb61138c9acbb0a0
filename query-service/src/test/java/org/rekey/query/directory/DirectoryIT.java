package org.rekey.query.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.query.People.clientOf;
import static org.rekey.query.People.enable;
import static org.rekey.query.People.group;
import static org.rekey.query.People.role;
import static org.rekey.query.QueryApplication.api;
import static org.rekey.query.QueryApplication.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.ClientId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.ChangeClientAlerts;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.client.SuspendClient;
import org.rekey.domain.client.TransferClient;
import org.rekey.domain.directory.DeactivateUser;
import org.rekey.domain.directory.DeleteUser;
import org.rekey.domain.directory.ReactivateUser;
import org.rekey.domain.directory.RemoveUserFromGroup;
import org.rekey.domain.role.DisableRoleApi;
import org.rekey.eventstore.Provenance;
import org.rekey.query.People;
import org.rekey.query.QueryApplication;
import org.rekey.query.QueryApplication.Answer;
import tools.jackson.databind.JsonNode;

class DirectoryIT {

    private static final QueryApplication app = QueryApplication.shared();

    @BeforeAll
    static void fillTheCatalogue() {
        app.does(api("of-people", AccessLevel.READ, AccessLevel.WRITE));
        app.does(api("of-people-too", AccessLevel.READ));
    }

    private static JsonNode view(UserId user) {
        return app.get("/api/v1/clients/" + clientOf(user)).json();
    }

    private static JsonNode own(UserId user) {
        return app.get("/api/v1/users/" + user + "/api-credentials").json();
    }

    private static List<String> clients(String query) {
        return app.get("/api/v1/clients?limit=200&" + query).each("clientId");
    }

    @Test
    void DV_02_DV_60_DV_72_a_users_client_shows_what_the_roles_come_to() {
        UserId user =
                People.inOneRole(app, "shows", 1, "of-people", "of-people-too").get(0);

        assertThat(view(user).get("kind").asString()).isEqualTo("USER");
        assertThat(view(user).at("/owner/userName").asString()).isEqualTo(user + "@acme.example");
        assertThat(view(user).at("/scopes/0/api").asString()).isEqualTo("of-people");
        assertThat(app.get("/api/v1/clients/" + clientOf(user) + "/apis").each("api"))
                .containsExactly("of-people", "of-people-too");
        JsonNode line = app.get("/api/v1/clients?owner=" + user).json().at("/items/0");
        assertThat(line.get("apiCount").asInt()).isEqualTo(2);

        app.does(enable("shows", "P30D", "of-people-too"));
        assertThat(app.get("/api/v1/clients/" + clientOf(user) + "/apis").each("api"))
                .containsExactly("of-people-too");
        assertThat(view(user).get("rotationInterval").asString()).isEqualTo("P30D");
        assertThat(app.get("/api/v1/clients?owner=" + user)
                        .json()
                        .at("/items/0/apiCount")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void DV_65_DV_66_DV_78_without_a_role_the_client_has_no_access_and_it_says_why() {
        UserId user = People.inOneRole(app, "without", 1, "of-people").get(0);
        assertThat(own(user).get("available").asBoolean()).isTrue();
        assertThat(own(user).get("clientId").asString())
                .isEqualTo(clientOf(user).value());
        assertThat(own(user).at("/scopes/0").asString()).isEqualTo("of-people.read");

        app.does(new DisableRoleApi(role("without")));
        assertThat(view(user).get("status").asString()).isEqualTo("NO_ACCESS");
        assertThat(view(user).get("scopes")).isEmpty();
        assertThat(own(user).get("available").asBoolean()).isFalse();
        assertThat(own(user).get("reason").asString()).isEqualTo("no role of the user has API access");
        assertThat(clients("status=NO_ACCESS")).contains(clientOf(user).value());
        assertThat(clients("status=ACTIVE&owner=" + user)).isEmpty();
        app.does(new SuspendClient(clientOf(user)));
        assertThat(view(user).get("status").asString()).isEqualTo("SUSPENDED");

        app.does(enable("without", "P90D", "of-people"));
        app.does(new DeactivateUser(user));
        assertThat(own(user).get("reason").asString()).isEqualTo("the user is deactivated");
        app.does(new ReactivateUser(user));
        assertThat(own(user).get("available").asBoolean()).isTrue();
        app.does(new RemoveUserFromGroup(user, group("without")));
        assertThat(own(user).get("available").asBoolean()).isFalse();
    }

    @Test
    void DV_70_all_expire_as_the_role_says_but_nobody_within_24_hours_and_what_has_expired_stays_so() {
        List<UserId> users = People.inOneRole(app, "expiry", 3, "of-people");
        Instant issued = app.now();
        app.clock().tick(Duration.ofDays(20));

        app.does(enable("expiry", "P7D", "of-people"));
        users.forEach(user -> assertThat(expiry(user)).isEqualTo(app.now().plus(Duration.ofHours(24))));
        app.does(enable("expiry", "P60D", "of-people"));
        users.forEach(user -> assertThat(expiry(user)).isEqualTo(issued.plus(Duration.ofDays(60))));
        app.does(enable("expiry", "never", "of-people"));
        users.forEach(user -> assertThat(view(user).get("expiresAt").isNull()).isTrue());
        app.does(enable("expiry", "P7D", "of-people"));
        app.clock().tick(Duration.ofHours(25));
        Instant ended = expiry(users.get(0));
        app.does(enable("expiry", "P365D", "of-people"));
        users.forEach(user -> assertThat(expiry(user)).isEqualTo(ended));
    }

    private static Instant expiry(UserId user) {
        return Instant.parse(view(user).get("expiresAt").asString());
    }

    @Test
    void DV_57_DV_61_DV_62_a_role_says_what_its_access_starts_from_and_who_has_it() {
        People.inOneRole(app, "role", 2, "of-people");
        JsonNode shown = app.get("/api/v1/roles/" + role("role")).json();
        assertThat(shown.get("name").asString()).isEqualTo("Role role");
        assertThat(shown.at("/apis/0/api").asString()).isEqualTo("of-people");
        assertThat(shown.at("/apiAccess/rotationInterval").asString()).isEqualTo("P90D");
        assertThat(shown.get("groups").asInt()).isEqualTo(1);
        assertThat(shown.get("users").asInt()).isEqualTo(2);

        app.does(enable("role", "P90D", "of-people", "of-people-too"));
        JsonNode access =
                app.get("/api/v1/roles/" + role("role") + "/api-access").json();
        assertThat(access.get("enabled").asBoolean()).isTrue();
        assertThat(access.get("apis")).hasSize(2);
        app.does(new DisableRoleApi(role("role")));
        access = app.get("/api/v1/roles/" + role("role") + "/api-access").json();
        assertThat(access.get("enabled").asBoolean()).isFalse();
        assertThat(access.get("apis")).as("what it would start from").hasSize(1);
    }

    @Test
    void lists_go_by_name_page_by_page_and_by_what_a_name_begins_with() {
        People.inOneRole(app, "listed", 5, "of-people");
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = app.get("/api/v1/groups/" + group("listed") + "/members?limit=2" + cursor);
            seen.addAll(page.each("userName"));
            JsonNode next = page.json().get("next");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(5).isSorted();

        assertThat(app.get("/api/v1/users?q=U3-LISTED").each("id")).containsExactly("u3-listed");
        assertThat(app.get("/api/v1/users?q=%25listed").each("id")).isEmpty();
        assertThat(app.get("/api/v1/groups?q=group+listed").each("memberCount")).containsExactly("5");
        assertThat(app.get("/api/v1/roles?q=role+listed").each("users")).containsExactly("5");
        JsonNode user = app.get("/api/v1/users/u3-listed").json();
        assertThat(user.at("/groups/0/name").asString()).isEqualTo("Group listed");
        assertThat(user.at("/roles/0/apiAccess").asBoolean()).isTrue();
        assertThat(app.get("/api/v1/users/u3-listed").header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void people_are_listed_by_status() {
        UserId left = People.register(app, "status-left", null);
        People.register(app, "status-here", null);
        app.does(new DeactivateUser(left));
        assertThat(app.get("/api/v1/users?q=status-&status=DEACTIVATED").each("id"))
                .containsExactly("status-left");
        assertThat(app.get("/api/v1/users?q=status-&status=ACTIVE").each("id")).containsExactly("status-here");
        assertThat(app.get("/api/v1/users?status=GONE").status()).isEqualTo(400);
    }

    @Test
    void I13_a_bound_administrator_sees_those_of_the_own_tenant_only() {
        UserId theirs = People.register(app, "bound-theirs", "globex");
        UserId ours = People.register(app, "bound-ours", "acme");
        assertThat(app.get("tenant.acme", "/api/v1/users?q=bound-").each("id")).containsExactly("bound-ours");
        for (String path : List.of("", "/api-credentials", "/ownership")) {
            Answer of = app.get("tenant.acme", "/api/v1/users/" + theirs + path);
            Answer never = app.get("tenant.acme", "/api/v1/users/nobody" + path);
            assertThat(of.status()).isEqualTo(404);
            assertThat(of.body().replaceAll("[0-9a-f]{32}", ""))
                    .isEqualTo(never.body().replaceAll("[0-9a-f]{32}", ""));
            assertThat(app.get("tenant.acme", "/api/v1/users/" + ours + path).status())
                    .isEqualTo(200);
        }
        assertThat(app.get("tenant.acme", "/api/v1/audit?type=user.registered")
                        .json()
                        .get("items"))
                .noneMatch(item -> item.toString().contains("bound-theirs"))
                .anyMatch(item -> item.toString().contains("bound-ours"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/users/nobody",
                "/api/v1/groups/nobody",
                "/api/v1/groups/nobody/members",
                "/api/v1/roles/nobody",
                "/api/v1/roles/nobody/api-access",
                "/api/v1/users/nobody/api-credentials",
                "/api/v1/users/nobody/ownership"
            })
    void what_is_not_there_is_404(String path) {
        assertThat(app.get(path).status()).isEqualTo(404);
    }

    @Test
    void what_a_person_answers_for_made_and_hears_of_is_shown_when_the_person_leaves_and_after() {
        UserId leaver = People.inOneRole(app, "leaver", 1, "of-people").get(0);
        app.does(
                new Provenance("user:" + leaver, "api", null, null, null, null, null),
                client("made-by-leaver", "Made"));
        app.does(client("owned-by-leaver", "Owned"));
        app.does(new TransferClient(new ClientId("owned-by-leaver"), leaver));
        app.does(client("heard-by-leaver", "Heard"));
        app.does(new ChangeClientAlerts(
                new ClientId("heard-by-leaver"), new AlertRecipients(List.of(leaver.value()), List.of(), List.of())));

        JsonNode before = app.get("/api/v1/users/" + leaver + "/ownership").json();
        assertThat(before.at("/credentials/clientId").asString())
                .isEqualTo(clientOf(leaver).value());
        Map.of("owns", "owned-by-leaver", "created", "made-by-leaver", "alerted", "heard-by-leaver")
                .forEach((list, client) -> {
                    assertThat(before.at("/" + list + "/items")).as(list).hasSize(1);
                    assertThat(before.at("/" + list + "/items/0/clientId").asString())
                            .isEqualTo(client);
                });
        assertThat(clients("orphaned=true")).doesNotContain("owned-by-leaver");

        app.does(new DeactivateUser(leaver));
        assertThat(clients("orphaned=true")).contains("owned-by-leaver").doesNotContain("made-by-leaver");
        app.does(new DeleteUser(leaver));
        assertThat(clients("orphaned=true")).contains("owned-by-leaver");
        JsonNode after = app.get("/api/v1/users/" + leaver + "/ownership").json();
        assertThat(after.get("user").isNull()).isTrue();
        assertThat(after.at("/owns/items")).hasSize(1);
        assertThat(app.get("/api/v1/clients?orphaned=maybe").status()).isEqualTo(400);
    }

    @Test
    void DV_04_DV_05_a_service_client_is_as_it_was_when_its_creator_leaves() {
        UserId creator = People.register(app, "creator", null);
        app.does(
                new Provenance("user:" + creator, "api", null, null, null, null, null),
                client("survives", "Survives", null, GrantedScopes.everything()));
        app.does(new TransferClient(new ClientId("survives"), creator));
        app.does(new DeactivateUser(creator));
        assertThat(app.get("/api/v1/clients/survives").json().get("status").asString())
                .isEqualTo("ACTIVE");
    }
}
