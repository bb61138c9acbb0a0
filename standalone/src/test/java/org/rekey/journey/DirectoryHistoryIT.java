package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.SettableClock;
import org.rekey.journey.DirectoryOracle.State;
import org.rekey.journey.RekeyHttp.Credentials;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any history of the directory: after each command the token endpoint, introspection and the client view say of everybody
 * what follows from the events, and a dry run has foretold it. {@code -Dseed=…} runs one again, {@code -Dcommands=…} a longer
 * one.
 */
class DirectoryHistoryIT {

    private static final int COMMANDS = Integer.getInteger("commands", 500);
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final JsonMapper JSON = new JsonMapper();

    private record Held(String token, Instant issuedAt, Set<String> scopes) {}

    private final SettableClock clock = new SettableClock(Instant.parse("2027-01-01T00:00:00Z"));
    private final RunningRekey running = RunningRekey.with(clock);
    private final RekeyHttp rekey = running.http();
    private final JdbcClient jdbc = running.bean(JdbcClient.class);
    private final DirectoryOracle oracle = new DirectoryOracle();
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> users = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final List<String> roles = new ArrayList<>();
    private final Map<String, Credentials> secrets = new TreeMap<>();
    private final Map<String, String> clients = new HashMap<>();
    private final Map<String, Held> tokens = new HashMap<>();
    private long seen;
    private int names;
    private String last = "";

    @Test
    void DV_08_DV_70_DV_72_DV_78_whatever_happens_every_answer_is_what_the_events_say() {
        System.out.println("seed " + seed + ", " + COMMANDS + " commands");
        for (int i = 1; i <= 4; i++) {
            rekey.withAnApi("api-" + i, "\"access\":[\"READ\",\"WRITE\"]");
        }
        rekey.withAnApi("named", "\"access\":[\"READ\",\"WRITE\"],\"scopes\":{\"READ\":\"data\"}");
        for (int i = 0; i < 5; i++) {
            register();
            roles.add(id(rekey.post("/api/v1/roles", "{\"name\":\"role " + i + "\"}")));
        }
        for (int i = 0; i < 3; i++) {
            groups.add(id(rekey.post("/api/v1/groups", "{\"name\":\"group " + i + "\"}")));
        }
        int foretold = 0;
        for (int i = 0; i < COMMANDS; i++) {
            foretold += step() ? 1 : 0;
            check(i);
        }
        assertThat(foretold).as("dry runs compared").isGreaterThan(COMMANDS / 4);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private void register() {
        users.add(id(rekey.post("/api/v1/users", "{\"userName\":\"user-" + ++names + "@acme.example\"}")));
    }

    private static String id(Answer answer) {
        return answer.expect(201).text("id");
    }

    /** @return whether it was foretold */
    private boolean step() {
        int dice = random.nextInt(100);
        if (dice < 6) {
            clock.tick(Duration.ofMinutes(random.nextInt(4 * 24 * 60)));
            rekey.signIn();
            last = "the clock goes on to " + clock.instant();
            return false;
        } else if (dice < 8 && users.size() < 12) {
            register();
            return false;
        } else if (dice < 30) {
            String path = "/api/v1/groups/" + any(groups) + "/members/" + any(users);
            return foretold(dice < 21 ? "PUT" : "DELETE", path, null);
        } else if (dice < 46) {
            String path = "/api/v1/groups/" + any(groups) + "/roles/" + any(roles);
            return foretold(dice < 39 ? "PUT" : "DELETE", path, null);
        } else if (dice < 62) {
            String body = "{\"rotationInterval\":\"" + interval() + "\",\"apis\":" + apis() + "}";
            return foretold("PUT", "/api/v1/roles/" + any(roles) + "/api-access", body);
        } else if (dice < 67) {
            return foretold("DELETE", "/api/v1/roles/" + any(roles) + "/api-access", null);
        } else if (dice < 74) {
            String act = random.nextInt(3) == 0 ? "deactivate" : "reactivate";
            return foretold("POST", "/api/v1/users/" + any(users) + "/" + act, "{}");
        } else if (dice < 76) {
            String user = any(users);
            boolean did = foretold("DELETE", "/api/v1/users/" + user, null);
            users.remove(user);
            forget(user);
            register();
            return did;
        } else if (dice < 88) {
            generate(any(users));
            return false;
        } else if (dice < 94) {
            rotate(any(users));
            return false;
        } else if (dice < 96) {
            String user = any(users);
            boolean has = secrets.containsKey(user);
            boolean did = has && foretold("DELETE", "/api/v1/users/" + user + "/api-credentials", null);
            if (has) {
                forget(user);
            }
            return did;
        }
        String client = clients.get(any(users));
        return client != null
                && foretold("POST", "/api/v1/clients/" + client + (dice < 98 ? "/suspend" : "/resume"), "{}");
    }

    private void forget(String user) {
        secrets.remove(user);
        clients.remove(user);
        tokens.remove(user);
    }

    private void generate(String user) {
        last = "generate for " + user;
        Answer answer = rekey.post("/api/v1/users/" + user + "/api-credentials", "{}");
        if (answer.status() == 201) {
            secrets.put(user, Credentials.of(answer));
            clients.put(user, answer.text("clientId"));
        } else {
            answer.expect(409);
        }
    }

    private void rotate(String user) {
        last = "rotate for " + user;
        Answer answer = rekey.post("/api/v1/users/" + user + "/api-credentials/rotate", "{}");
        if (answer.status() == 201) {
            secrets.put(user, Credentials.of(answer));
        } else {
            assertThat(answer.status()).isIn(404, 409);
        }
    }

    private String interval() {
        return List.of("P7D", "P8D", "P10D", "P30D", "P90D", "never").get(random.nextInt(6));
    }

    private String apis() {
        if (random.nextInt(8) == 0) {
            return "\"all\"";
        }
        List<String> grants = new ArrayList<>();
        for (String api : List.of("api-1", "api-2", "api-3", "api-4", "named")) {
            if (random.nextInt(3) == 0) {
                String access =
                        List.of("\"READ\"", "\"WRITE\"", "\"READ\",\"WRITE\"").get(random.nextInt(3));
                grants.add("{\"api\":\"" + api + "\",\"access\":[" + access + "]}");
            }
        }
        return grants.toString();
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** First what would change, then the change: both must be the same. */
    private boolean foretold(String method, String path, @Nullable String body) {
        last = method + " " + path + " " + body;
        Map<String, State> before = oracle.states();
        JsonNode prediction =
                rekey.call(method, path + "?dryRun=true", body).expect(200).json();
        Answer done = rekey.call(method, path, body);
        assertThat(done.status()).as(done.toString()).isIn(200, 204);
        readLog();
        Map<String, State> after = oracle.states();
        Map<String, JsonNode> items = new HashMap<>();
        prediction.path("items").forEach(item -> items.put(item.path("clientId").asString(), item));
        Instant now = clock.instant();
        before.forEach((client, was) -> {
            State is = after.get(client);
            Set<String> lost = scopesWhile(was);
            lost.removeAll(is == null ? Set.of() : scopesWhile(is));
            Set<String> gained = is == null ? new TreeSet<>() : scopesWhile(is);
            gained.removeAll(scopesWhile(was));
            boolean works = is != null && is.worksAt(now);
            boolean moved = is != null && !Objects.equals(is.expiresAt(), was.expiresAt());
            boolean changes = !lost.isEmpty() || !gained.isEmpty() || works != was.worksAt(now) || moved;
            JsonNode item = items.remove(client);
            assertThat(item != null)
                    .as(client + " is foretold to change by " + last)
                    .isEqualTo(changes);
            if (item != null) {
                assertThat(texts(item.path("losesScopes"))).as(last).isEqualTo(lost);
                assertThat(texts(item.path("gainsScopes"))).as(last).isEqualTo(gained);
                assertThat(item.at("/works/after").asBoolean()).as(last).isEqualTo(works);
                Instant expiry = is == null ? was.expiresAt() : is.expiresAt();
                assertThat(instant(item.at("/expiresAt/after"))).as(last).isEqualTo(expiry);
            }
        });
        assertThat(items).as("of nobody else").isEmpty();
        return true;
    }

    private static Set<String> scopesWhile(State state) {
        return new TreeSet<>(state.scopes());
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private static Instant instant(JsonNode text) {
        return text.isString() ? Instant.parse(text.asString()) : null;
    }

    private void readLog() {
        jdbc.sql("select global_index, payload_type, payload, time_stamp from eventstore.event"
                        + " where global_index > ? order by global_index")
                .param(seen)
                .query(row -> {
                    seen = row.getLong(1);
                    oracle.on(
                            row.getString(2),
                            JSON.readTree(row.getString(3)),
                            row.getObject(4, OffsetDateTime.class).toInstant());
                });
    }

    private void check(int step) {
        readLog();
        Map<String, State> states = oracle.states();
        assertThat(states.keySet()).isEqualTo(Set.copyOf(clients.values()));
        Instant now = clock.instant();
        clients.forEach((user, client) -> {
            State state = states.get(client);
            String when = "seed " + seed + ", step " + step + ", " + last + ": " + state + " at " + now;
            checkTokenEndpoint(user, state, now, when);
            checkIntrospection(user, state, now, when);
            checkView(client, state, when);
        });
    }

    private void checkTokenEndpoint(String user, State state, Instant now, String when) {
        Answer answer = rekey.token(secrets.get(user));
        if (!state.worksAt(now)) {
            assertThat(answer.status()).as(when).isEqualTo(401);
        } else if (state.scopes().isEmpty()) {
            assertThat(answer.text("error")).as(when).isEqualTo("invalid_scope");
        } else {
            assertThat(answer.status()).as(when).isEqualTo(200);
            assertThat(scopes(answer)).as(when).isEqualTo(state.scopes());
            tokens.putIfAbsent(user, new Held(answer.token(), now, state.scopes()));
        }
    }

    private void checkIntrospection(String user, State state, Instant now, String when) {
        Held held = tokens.get(user);
        if (held == null) {
            return;
        }
        Set<String> left = new TreeSet<>(held.scopes());
        left.retainAll(state.scopes());
        boolean over = !now.isBefore(held.issuedAt().plus(TOKEN_LIFE));
        Answer answer = rekey.introspect(held.token()).expect(200);
        assertThat(answer.isActive())
                .as("introspection, " + when)
                .isEqualTo(state.status().equals("ACTIVE") && !left.isEmpty() && !over);
        if (answer.isActive()) {
            assertThat(scopes(answer)).as(when).isEqualTo(left);
        }
        if (over) {
            tokens.remove(user);
        }
    }

    private static Set<String> scopes(Answer answer) {
        return new TreeSet<>(List.of(answer.text("scope").split(" ")));
    }

    private void checkView(String client, State state, String when) {
        JsonNode view = rekey.get("/api/v1/clients/" + client).expect(200).json();
        assertThat(view.path("status").asString()).as("view, " + when).isEqualTo(state.status());
        assertThat(instant(view.path("expiresAt"))).as("view, " + when).isEqualTo(state.expiresAt());
        Set<String> scopes = new TreeSet<>();
        rekey.get("/api/v1/clients/" + client + "/apis")
                .expect(200)
                .json()
                .path("items")
                .forEach(api -> scopes.addAll(texts(api.path("scopes"))));
        assertThat(scopes).as("view, " + when).isEqualTo(state.scopes());
    }
}
