package org.rekey.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rekey.query.QueryApplication.HASH;
import static org.rekey.query.QueryApplication.api;
import static org.rekey.query.QueryApplication.client;
import static org.rekey.query.QueryApplication.grant;
import static org.rekey.query.QueryApplication.secret;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.GracePeriod;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.query.People;
import org.rekey.query.QueryApplication;
import org.rekey.query.QueryApplication.Answer;
import tools.jackson.databind.JsonNode;

class ProjectionReplayIT {

    private static final List<String> PROJECTIONS =
            List.of("query.alert-domains", "query.apis", "query.audit", "query.clients");
    private static final List<String> TABLES = List.of(
            "query_alert_domains.alert_domain",
            "query_apis.api",
            "query_audit.entry",
            "query_audit.tenant_of",
            "query_clients.client",
            "query_clients.client_grant",
            "query_clients.secret",
            "query_clients.directory_user",
            "query_clients.directory_member",
            "query_clients.directory_role",
            "query_clients.directory_role_grant",
            "query_clients.directory_credential");

    private final QueryApplication app = QueryApplication.shared();

    @Test
    void f31_replaying_gives_the_same_rows_and_no_read_fails_meanwhile() throws InterruptedException {
        app.does(api("replayed-api", AccessLevel.READ));
        for (int i = 0; i < 60; i++) {
            String id = "replayed-" + i;
            app.does(client(
                    id,
                    "Replayed " + i,
                    i % 3 == 0 ? "replays" : null,
                    GrantedScopes.of(List.of(grant("replayed-api", AccessLevel.READ)))));
            app.does(new RotateSecret(new ClientId(id), secret(id, 2), HASH, GracePeriod.DAY));
        }
        app.does(new DeleteClient(new ClientId("replayed-7")));
        People.inOneRole(app, "again", 20, "replayed-api");
        app.get("/api/v1/audit");
        app.get("/api/v1/clients");
        app.get("/api/v1/apis");
        Map<String, String> before = rows();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        List<Thread> readers = List.of(
                reader("/api/v1/clients?q=replayed&limit=200", 59, stop, reads, failures),
                reader("/api/v1/audit?client=replayed-1", 3, stop, reads, failures),
                reader("/api/v1/clients/replayed-1/apis", 1, stop, reads, failures));
        readers.forEach(Thread::start);

        for (int round = 0; round < 3; round++) {
            for (String projection : PROJECTIONS) {
                Answer answer = app.send("POST", "admin", "/api/v1/projections/" + projection + "/replay");
                assertThat(answer.status()).isEqualTo(202);
                assertThat(answer.header("Location")).isEqualTo("/api/v1/projections/" + projection);
            }
            PROJECTIONS.forEach(projection ->
                    assertThat(finished(projection).get("state").asString()).isEqualTo("DONE"));
        }

        stop.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(failures).isEmpty();
        assertThat(reads).hasValueGreaterThan(20);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void i6_verifying_finds_a_planted_difference_and_nothing_else() {
        app.does(client("verified", "Verified"));
        for (String projection : PROJECTIONS) {
            assertThat(app.send("POST", "admin", "/api/v1/projections/" + projection + "/verify")
                            .status())
                    .isEqualTo(202);
            assertThat(finished(projection).get("difference").get("count").asInt())
                    .as(projection)
                    .isZero();
        }

        app.get("/api/v1/clients/verified");
        app.jdbc()
                .sql("update query_clients.client set name = 'Planted' where client_id = 'verified'")
                .update();
        app.send("POST", "admin", "/api/v1/projections/query.clients/verify");
        JsonNode difference = finished("query.clients").get("difference");
        app.jdbc()
                .sql("update query_clients.client set name = 'Verified' where client_id = 'verified'")
                .update();

        assertThat(difference.get("count").asInt()).isEqualTo(2);
        assertThat(difference.get("rows").toString()).contains("client: only live", "Planted", "client: only rebuilt");
    }

    @Test
    void a25_only_who_may_write_replays_and_nobody_who_is_bound_to_a_tenant() {
        String replay = "/api/v1/projections/query.apis/replay";

        assertThat(app.send("POST", "reader", replay).status()).isEqualTo(403);
        assertThat(app.send("POST", "reader", replay.replace("replay", "verify"))
                        .status())
                .isEqualTo(403);
        assertThat(app.send("POST", "tenant.t", replay).status()).isEqualTo(403);
        assertThat(app.get("tenant.t", "/api/v1/projections").status()).isEqualTo(403);
        assertThat(app.send("POST", "admin", "/api/v1/projections/query.nothing/replay")
                        .status())
                .isEqualTo(404);
        assertThat(app.get("/api/v1/projections/query.nothing").status()).isEqualTo(404);
    }

    @Test
    void a25_a_replay_is_refused_while_another_one_runs() {
        app.jdbc().sql("select 1").query().singleValue();
        int accepted = 0;
        int refused = 0;
        while (refused == 0 && accepted < 50) {
            int status = app.send("POST", "admin", "/api/v1/projections/query.audit/replay")
                    .status();
            accepted += status == 202 ? 1 : 0;
            refused += status == 409 ? 1 : 0;
        }
        finished("query.audit");

        assertThat(accepted).isPositive();
        assertThat(refused).isEqualTo(1);
    }

    @Test
    void each_projection_tells_how_far_it_is() {
        long position = app.does(client("told", "Told"));
        app.get("/api/v1/clients/told");

        Answer answer = app.get("reader", "/api/v1/projections");

        assertThat(answer.each("name"))
                .startsWith(PROJECTIONS.toArray(String[]::new))
                .contains("log-watch");
        JsonNode clients = answer.json().get("items").get(3);
        assertThat(clients.get("position").asLong()).isEqualTo(position);
        assertThat(clients.get("head").asLong()).isEqualTo(position);
        assertThat(clients.get("lag").asLong()).isZero();
        assertThat(clients.get("running").asBoolean()).isTrue();
        assertThat(clients.get("error").isNull()).isTrue();
    }

    @Test
    void B11_who_keeps_no_projection_is_listed_and_not_replayed() {
        JsonNode watch = app.get("reader", "/api/v1/projections/log-watch").json();
        assertThat(watch.get("work").asString()).isEqualTo("WORKER");
        assertThat(watch.get("running").asBoolean()).isTrue();
        assertThat(app.send("POST", "admin", "/api/v1/projections/log-watch/replay")
                        .status())
                .isEqualTo(409);
        assertThat(app.send("POST", "admin", "/api/v1/projections/log-watch/verify")
                        .status())
                .isEqualTo(409);
    }

    private Thread reader(String path, int items, AtomicBoolean stop, AtomicInteger reads, Queue<String> failures) {
        return new Thread(() -> {
            while (!stop.get()) {
                Answer answer = app.get(path);
                if (answer.status() != 200 || answer.json().get("items").size() != items) {
                    failures.add(path + ": " + answer.status() + " " + answer.body());
                }
                reads.incrementAndGet();
            }
        });
    }

    private JsonNode finished(String projection) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> app.get("/api/v1/projections/" + projection).json().get("replay"), replay -> !replay.get(
                                "state")
                        .asString()
                        .equals("RUNNING"));
    }

    private Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        for (String table : TABLES) {
            rows.put(
                    table,
                    String.join(
                            "\n",
                            app.jdbc()
                                    .sql("select t::text from " + table + " t order by 1")
                                    .query(String.class)
                                    .list()));
        }
        return rows;
    }
}
