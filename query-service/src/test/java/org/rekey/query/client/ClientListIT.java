package org.rekey.query.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.query.QueryApplication.api;
import static org.rekey.query.QueryApplication.client;
import static org.rekey.query.QueryApplication.grant;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Paging;
import org.rekey.domain.ClientId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.RetireApi;
import org.rekey.domain.client.ChangeClientRotationInterval;
import org.rekey.domain.client.ChangeClientScopes;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.client.SuspendClient;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.query.QueryApplication;
import org.rekey.query.QueryApplication.Answer;
import tools.jackson.databind.JsonNode;

class ClientListIT {

    private final QueryApplication app = QueryApplication.shared();

    @Test
    void a_line_tells_what_the_list_of_clients_shows() {
        app.does(client("line", "A line", "line-tenant", GrantedScopes.of(List.of())));

        JsonNode line = app.get("/api/v1/clients?tenant=line-tenant")
                .json()
                .get("items")
                .get(0);

        assertThat(line.propertyNames())
                .containsExactlyInAnyOrder(
                        "clientId",
                        "name",
                        "kind",
                        "status",
                        "apiCount",
                        "allApis",
                        "createdBy",
                        "createdAt",
                        "expiresAt",
                        "lastUsedAt",
                        "tenant",
                        "owner");
        assertThat(line.get("clientId").asString()).isEqualTo("line");
        assertThat(line.get("kind").asString()).isEqualTo("SERVICE");
        assertThat(line.get("createdBy").asString()).isEqualTo("client:admin");
    }

    @Test
    void pages_follow_one_another_in_every_order_without_losing_or_repeating_a_client() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String id = "page-" + i;
            app.does(client(id, i % 2 == 0 ? "Same name" : "name " + i, "pages", GrantedScopes.of(List.of())));
            made.add(id);
            app.clock().tick(Duration.ofMillis(i % 2));
        }
        app.does(new ChangeClientRotationInterval(new ClientId("page-3"), RotationInterval.NEVER));
        use("page-5");

        for (String sort : List.of("name", "createdAt", "expiresAt", "lastUsedAt")) {
            List<String> up = walk("/api/v1/clients?tenant=pages&limit=2&sort=" + sort);
            List<String> down = walk("/api/v1/clients?tenant=pages&limit=3&sort=-" + sort);
            assertThat(up).as(sort).containsExactlyInAnyOrderElementsOf(made);
            assertThat(reversed(down)).as(sort).isEqualTo(up);
        }
        assertThat(walk("/api/v1/clients?tenant=pages&limit=2&sort=createdAt")).isEqualTo(made);
        assertThat(walk("/api/v1/clients?tenant=pages&limit=7")).startsWith("page-1", "page-3", "page-5", "page-0");
        assertThat(walk("/api/v1/clients?tenant=pages&sort=expiresAt")).endsWith("page-3");
        assertThat(walk("/api/v1/clients?tenant=pages&sort=-lastUsedAt")).startsWith("page-5");
    }

    @Test
    void a22_a_search_is_literal_and_does_not_mind_letter_case() {
        app.does(client("find.me_1", "Größe 100% \\ Rabatt", "search", GrantedScopes.of(List.of())));
        app.does(client("findXme-2", "Other", "search", GrantedScopes.of(List.of())));

        assertThat(search("ÖSSE")).isEmpty();
        assertThat(search("GRÖßE")).containsExactly("find.me_1");
        assertThat(search("FIND")).containsExactlyInAnyOrder("find.me_1", "findXme-2");
        assertThat(search("100%")).containsExactly("find.me_1");
        assertThat(search("%")).containsExactly("find.me_1");
        assertThat(search("_")).containsExactly("find.me_1");
        assertThat(search("\\")).containsExactly("find.me_1");
        assertThat(search("find.me_")).containsExactly("find.me_1");
        assertThat(search("find_me")).isEmpty();
        assertThat(search("' or 1=1 --")).isEmpty();
    }

    @Test
    void a22_sorts_filters_and_cursors_of_no_use_name_themselves() {
        for (String query : List.of(
                "sort=name;drop%20table",
                "sort=tenant", "status=active", "limit=0", "limit=201", "cursor=x", "q=%00")) {
            Answer answer = app.get("/api/v1/clients?" + query);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.json().get("errors").get(0).get("field").asString())
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30 10:00:00+00",
                "2026-13-01 10:00:00+05:45",
                "2026-11-21 25:00:00+00",
                "2026-11-21 10:00:00+99",
                "2026----------------",
                "infinity and more"
            })
    void a22_a_cursor_with_a_time_that_never_was_is_400(String time) {
        String list = "clients "
                + ClientFilter.of(new Caller("admin", Set.of(), null, null), null, null, null, null, null, null) + " "
                + ClientOrder.parse("createdAt");
        String forged = new Paging(1, List.of(), list)
                .page(List.of("one", "more"), row -> List.of(time, row))
                .next();

        Answer answer = app.get("/api/v1/clients?sort=createdAt&cursor=" + forged);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo("cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21 10:00:00.123456+05:45", "2026-11-21 10:00:00+00", "infinity", "-infinity"})
    void a_cursor_with_a_time_as_the_database_prints_it_is_good(String time) {
        assertThat(ClientOrder.parse("createdAt").parameters(List.of(time, "a")))
                .containsEntry("afterId", "a");
    }

    @Test
    void suspended_clients_can_be_told_apart() {
        app.does(client("off", "Off", "onoff", GrantedScopes.of(List.of())));
        app.does(client("on", "On", "onoff", GrantedScopes.of(List.of())));
        app.does(new SuspendClient(new ClientId("off")));

        assertThat(app.get("/api/v1/clients?tenant=onoff&status=SUSPENDED").each("clientId"))
                .containsExactly("off");
        assertThat(app.get("/api/v1/clients?tenant=onoff&status=ACTIVE").each("clientId"))
                .containsExactly("on");
    }

    @Test
    void a_client_counts_the_apis_that_are_in_the_catalogue_and_shows_what_they_still_offer() {
        app.does(api("count-a", AccessLevel.READ, AccessLevel.WRITE));
        app.does(api("count-b", AccessLevel.READ));
        GrantedScopes both =
                GrantedScopes.of(List.of(grant("count-a", AccessLevel.READ), grant("count-b", AccessLevel.READ)));
        app.does(client("counts", "Counts", "counting", both));
        app.does(client("counts-all", "Counts all", "counting", GrantedScopes.everything()));
        assertThat(app.get("/api/v1/clients?tenant=counting&q=counts")
                        .json()
                        .get("items")
                        .get(0)
                        .get("apiCount")
                        .asInt())
                .isEqualTo(2);

        app.does(new RetireApi(new ApiKey("count-b")));

        JsonNode items = app.get("/api/v1/clients?tenant=counting").json().get("items");
        assertThat(items.get(0).get("apiCount").asInt()).isEqualTo(1);
        assertThat(items.get(1).get("allApis").asBoolean()).isTrue();
        assertThat(items.get(1).get("apiCount").asInt())
                .isEqualTo(catalogueWithoutBuiltIns().size());
        JsonNode own = app.get("/api/v1/clients/counts/apis").json().get("items");
        assertThat(own.toString())
                .isEqualTo(
                        "[{\"api\":\"count-a\",\"name\":\"API count-a\",\"access\":[\"READ\"],\"endpoints\":"
                                + "[{\"method\":\"GET\",\"path\":\"/read\",\"access\":\"READ\"}],\"scopes\":[\"count-a.read\"]}]");
        Answer all = app.get("/api/v1/clients/counts-all/apis");
        assertThat(all.each("api")).isEqualTo(catalogueWithoutBuiltIns());
        assertThat(all.json()
                        .get("items")
                        .get(all.each("api").indexOf("count-a"))
                        .get("scopes")
                        .toString())
                .isEqualTo("[\"count-a.read\",\"count-a.write\"]");

        app.does(new ChangeClientScopes(new ClientId("counts"), GrantedScopes.of(List.of())));
        assertThat(app.get("/api/v1/clients/counts/apis").json().get("items").size())
                .isZero();
    }

    @Test
    void a07_who_is_bound_to_a_tenant_sees_its_clients_alone_and_cannot_ask_for_others() {
        app.does(client("ours", "Ours", "bound", GrantedScopes.of(List.of())));
        app.does(client("others", "Others", "elsewhere", GrantedScopes.of(List.of())));
        app.does(client("tenantless", "Tenantless"));

        assertThat(app.get("tenant.bound", "/api/v1/clients").each("clientId")).containsExactly("ours");
        assertThat(app.get("tenant.bound", "/api/v1/clients?tenant=bound").each("clientId"))
                .containsExactly("ours");
        assertThat(app.get("tenant.bound", "/api/v1/clients?tenant=elsewhere").status())
                .isEqualTo(403);
        assertThat(app.get("/api/v1/clients?q=tenantless").each("clientId")).containsExactly("tenantless");
    }

    @Test
    void B14_a_read_waits_for_the_position_that_the_caller_has_seen_and_for_no_other() {
        long position = app.does(client("awaited", "Awaited"));

        assertThat(app.get("admin", "/api/v1/clients/awaited", "Rekey-Position", "" + position)
                        .status())
                .isEqualTo(200);
        assertThat(app.get("admin", "/api/v1/clients/awaited", "Rekey-Position", "" + (position + 1))
                        .status())
                .as("B14 a position that the log has not come to")
                .isEqualTo(400);
        assertThat(app.get("admin", "/api/v1/clients/awaited", "Rekey-Position", "soon")
                        .status())
                .isEqualTo(400);
    }

    private List<String> catalogueWithoutBuiltIns() {
        return app.get("/api/v1/apis?limit=200")
                .json()
                .get("items")
                .valueStream()
                .filter(item -> !item.get("builtIn").asBoolean())
                .map(item -> item.get("key").asString())
                .toList();
    }

    private List<String> search(String q) {
        return app.get("/api/v1/clients?tenant=search&q=" + URLEncoder.encode(q, StandardCharsets.UTF_8))
                .each("clientId");
    }

    private void use(String client) {
        app.jdbc()
                .sql("insert into telemetry.secret_use (secret_id, client_id, uses, last_used_at, callers)"
                        + " values (?, ?, 1, '2026-11-21T11:12:13.456789Z', '[]')")
                .params("s1-" + client, client)
                .update();
    }

    private List<String> walk(String path) {
        List<String> seen = new ArrayList<>();
        Answer answer = app.get(path);
        seen.addAll(answer.each("clientId"));
        while (!answer.json().get("next").isNull()) {
            answer = app.get(path + "&cursor=" + answer.json().get("next").asString());
            seen.addAll(answer.each("clientId"));
        }
        return seen;
    }

    private static List<String> reversed(List<String> list) {
        List<String> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }
}
