package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.rekey.journey.RekeyHttp.Credentials;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** I6, F31: every projection can be folded again from the first event while requests run. */
class ReplayWhileServingIT {

    private final RekeyHttp rekey = RunningRekey.shared().http();
    private final JdbcClient jdbc = RunningRekey.shared().bean(JdbcClient.class);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean over;

    @Test
    void replaying_gives_the_same_rows_and_no_request_fails() throws Exception {
        List<String> projections = projections();
        assertThat(projections).contains("query.clients", "query.apis", "query.audit", "token.view");
        for (int i = 0; i < 20; i++) {
            Credentials client = rekey.createClient("replayed " + i, "");
            rekey.post("/api/v1/clients/" + client.id() + "/rotate", "{}").expect(201);
        }
        Credentials busy = rekey.createClient("busy", "");
        Map<String, List<String>> before = rows(projections);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        readers.execute(this::read);
        readers.execute(() -> askForTokens(busy));
        projections.forEach(this::replay);
        Map<String, List<String>> after = rows(projections);
        assertThat(after).containsOnlyKeys(before.keySet());
        before.forEach((table, rows) -> assertThat(after.get(table)).as(table).isEqualTo(rows));

        ExecutorService writer = Executors.newSingleThreadExecutor();
        writer.execute(this::write);
        projections.forEach(this::replay);
        over = true;
        for (ExecutorService service : List.of(readers, writer)) {
            service.shutdown();
            assertThat(service.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        projections.forEach(this::verify);
        assertThat(failures).isEmpty();
        assertThat(requests).hasValueGreaterThan(100);
    }

    private void replay(String projection) {
        run(projection, "replay");
    }

    private void verify(String projection) {
        JsonNode replay = run(projection, "verify");
        assertThat(replay.path("difference").path("count").asInt())
                .as(projection + " " + replay)
                .isZero();
    }

    private JsonNode run(String projection, String act) {
        rekey.post("/api/v1/projections/" + projection + "/" + act, "").expect(202);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !state(projection).path("state").asString().equalsIgnoreCase("running"));
        JsonNode replay = state(projection);
        assertThat(replay.path("state").asString()).as(replay.toString()).isEqualToIgnoringCase("done");
        return replay;
    }

    private JsonNode state(String projection) {
        for (JsonNode item : rekey.get("/api/v1/projections").expect(200).json().path("items")) {
            if (item.path("name").asString().equals(projection)) {
                return item.path("replay");
            }
        }
        throw new AssertionError("no projection " + projection);
    }

    private List<String> projections() {
        List<String> names = new ArrayList<>();
        rekey.get("/api/v1/projections")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .filter(item -> item.path("work").asString().equals("PROJECTION"))
                .forEach(item -> names.add(item.path("name").asString()));
        return names;
    }

    private boolean nothingLagsBehind() {
        return rekey.get("/api/v1/projections")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .allMatch(item -> item.path("lag").asInt() == 0);
    }

    /** Every row of every table of the projections, as text. */
    private Map<String, List<String>> rows(List<String> projections) {
        Awaitility.await().until(this::nothingLagsBehind);
        Map<String, List<String>> rows = new TreeMap<>();
        for (String projection : projections) {
            String schema = projection.replace('.', '_').replace('-', '_');
            List<String> tables = jdbc.sql("select tablename from pg_tables where schemaname = ?")
                    .param(schema)
                    .query(String.class)
                    .list();
            assertThat(tables).as("tables of " + schema).isNotEmpty();
            for (String table : tables) {
                String name = schema + "." + table;
                rows.put(
                        name,
                        jdbc.sql("select t::text from " + name + " t order by 1")
                                .query(String.class)
                                .list());
            }
        }
        return rows;
    }

    private void read() {
        while (!over) {
            expect(200, rekey.get("/api/v1/clients?limit=5"));
            expect(200, rekey.get("/api/v1/audit?limit=5"));
            expect(200, rekey.get("/api/v1/apis"));
        }
    }

    private void askForTokens(Credentials client) {
        while (!over) {
            Answer token = rekey.token(client);
            expect(200, token);
            expect(200, rekey.introspect(token.text("access_token")));
        }
    }

    private void write() {
        for (int i = 0; !over; i++) {
            Credentials client = rekey.createClient("written meanwhile " + i, "");
            expect(201, rekey.post("/api/v1/clients/" + client.id() + "/rotate", "{}"));
            expect(200, rekey.token(client));
            expect(204, rekey.delete("/api/v1/clients/" + client.id()));
        }
    }

    private void expect(int status, Answer answer) {
        requests.incrementAndGet();
        if (answer.status() != status) {
            failures.add(answer.toString());
        }
    }
}
