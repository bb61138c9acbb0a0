package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.SettableClock;
import org.rekey.journey.RekeyHttp.Credentials;
import tools.jackson.databind.JsonNode;

/**
 * Callers with different rights over Rekey take turns with an administrator who holds all, in steps that are chosen at random.
 * Each caller remembers every password and secret that was set by or shown to that caller, and tries all of them after every
 * step: none may ever lead to a right that the caller was not given at the beginning. That is all the oracle knows.
 * {@code -Dseed=…} runs one history again, {@code -Dsteps=…} a longer one.
 */
class RightsHistoryIT {

    private static final List<String> LEVELS = List.of("READ", "WRITE", "DELETE");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PASSWORD = "horse battery staple ";

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    private RekeyHttp root;
    private String url = "";
    private Clock clock = Clock.systemUTC();
    private final List<Caller> callers = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>();
    private final Deque<String> history = new ArrayDeque<>();
    private int number;
    private int carriedOut;
    private int refused;
    private int wrongPasswords;
    private int yields;
    private int worthless;

    private enum Kind {
        USER,
        GROUP,
        ROLE,
        CLIENT
    }

    /** Something that rights may hang on. */
    private record Thing(Kind kind, String id, String name) {}

    /** @param rights over Rekey that the caller has been given: what he may come to, and no more */
    private record Caller(String name, RekeyHttp http, Set<String> rights, List<Known> known) {}

    /** Something to prove with who one is. */
    private abstract static class Known {

        final String what;
        boolean lastWorked;

        Known(String what) {
            this.what = what;
        }
    }

    private static final class KnownSecret extends Known {

        private final Credentials credentials;

        private KnownSecret(Credentials credentials) {
            super("the secret of client " + credentials.id());
            this.credentials = credentials;
        }
    }

    private static final class KnownKey extends Known {

        private final String client;
        private final ECKey key;

        private KnownKey(String client, ECKey key) {
            super("a key of client " + client);
            this.client = client;
            this.key = key;
        }
    }

    private static final class KnownPassword extends Known {

        private final Thing user;
        private final String userName;
        private final String password;
        private @Nullable String cookie;
        private String csrf = "";
        private boolean tried;

        private KnownPassword(Thing user, String userName, String password) {
            super("the password of " + user.name());
            this.user = user;
            this.userName = userName;
            this.password = password;
        }
    }

    @Test
    void B05_B18_half_steps_never_add_up_to_a_right_that_nobody_gave() {
        run(RunningRekey.shared(), Integer.getInteger("steps", 400), Duration.ofSeconds(7), null);
    }

    @Test
    @Tag("faults")
    void B05_B18_nor_in_a_long_history() {
        SettableClock clock = new SettableClock(Instant.parse("2027-03-01T10:00:00Z"));
        RunningRekey own = RunningRekey.with(clock);
        try {
            run(own, Integer.getInteger("steps", 3000), Duration.ofMinutes(5), clock);
        } finally {
            own.close();
        }
    }

    private void run(RunningRekey rekey, int steps, Duration most, @Nullable SettableClock moved) {
        System.out.println("seed " + seed);
        root = rekey.http();
        url = rekey.url();
        clock = rekey.bean(Clock.class);
        caller("writer", "\"READ\",\"WRITE\"", "");
        caller("deleter", "\"READ\",\"DELETE\"", "");
        caller("administrator", "\"READ\",\"WRITE\",\"DELETE\"", "");
        caller("provider", "\"WRITE\"", "");
        caller("acme", "\"READ\",\"WRITE\",\"DELETE\"", ",\"tenant\":\"acme\"");
        for (int i = 0; i < 3; i++) {
            String tenant = i == 2 ? ",\"tenant\":\"acme\"" : "";
            make(Kind.USER, tenant);
            make(Kind.GROUP, tenant);
            make(Kind.ROLE, tenant);
            make(Kind.CLIENT, tenant);
        }
        long end = System.nanoTime() + most.toNanos();
        int step = 0;
        while (step < steps && System.nanoTime() < end) {
            step++;
            if (random.nextInt(5) < 2) {
                step(root, null);
            } else {
                Caller caller = oneOf(callers);
                if (random.nextInt(6) > 0 || !stepInSession(caller)) {
                    step(caller.http(), caller);
                }
            }
            tryAll(moved);
        }
        System.out.println(step + " steps, " + carriedOut + " carried out, " + refused + " refused for want of rights, "
                + yields + " times something known led to rights, " + worthless + " times it ceased to");
        assertThat(refused).isPositive();
        assertThat(yields).isPositive();
    }

    private void caller(String name, String levels, String more) {
        Credentials client =
                root.create(name + " " + seed, "\"scopes\":[{\"api\":\"rekey\",\"access\":[" + levels + "]}]" + more);
        Set<String> rights = new TreeSet<>();
        for (String level : LEVELS) {
            if (levels.contains(level)) {
                rights.add("rekey." + level.toLowerCase(Locale.ROOT));
            }
        }
        callers.add(new Caller(name, root.as(client), rights, new ArrayList<>()));
    }

    private <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private Thing any(Kind kind) {
        return oneOf(things.stream().filter(thing -> thing.kind() == kind).toList());
    }

    private String fresh(String stem) {
        return stem + "-" + seed + "-" + number++;
    }

    private void make(Kind kind, String tenant) {
        String name = fresh(kind.name().toLowerCase(Locale.ROOT));
        things.add(
                switch (kind) {
                    case USER -> new Thing(kind, made("/users", "{\"userName\":\"" + name + "\"" + tenant + "}"), name);
                    case GROUP -> new Thing(kind, made("/groups", "{\"name\":\"" + name + "\"" + tenant + "}"), name);
                    case ROLE -> new Thing(kind, made("/roles", "{\"name\":\"" + name + "\"" + tenant + "}"), name);
                    case CLIENT ->
                        new Thing(
                                kind,
                                root.create(name, "\"scopes\":\"all\"" + tenant).id(),
                                name);
                });
    }

    private String made(String path, String body) {
        return root.post("/api/v1" + path, body).expect(201).text("id");
    }

    /** @param caller null for the administrator with all rights, from whom nobody learns anything */
    private void step(RekeyHttp http, @Nullable Caller caller) {
        Thing user = any(Kind.USER);
        Thing group = any(Kind.GROUP);
        Thing role = any(Kind.ROLE);
        Thing client = any(Kind.CLIENT);
        String membership = "/api/v1/groups/" + group.id() + "/members/" + user.id();
        String assignment = "/api/v1/groups/" + group.id() + "/roles/" + role.id();
        String access = "/api/v1/roles/" + role.id() + "/api-access";
        String own = "/api/v1/users/" + user.id() + "/api-credentials";
        String secrets = "/api/v1/clients/" + client.id();
        switch (random.nextInt(25)) {
            case 0, 1 -> call(http, caller, "PUT", membership, null);
            case 2 -> call(http, caller, "DELETE", membership, null);
            case 3, 4 -> call(http, caller, "PUT", assignment, null);
            case 5 -> call(http, caller, "DELETE", assignment, null);
            case 6, 7 ->
                call(http, caller, "PUT", access, "{\"rotationInterval\":\"P90D\",\"apis\":" + someScopes() + "}");
            case 8 -> call(http, caller, "DELETE", access, null);
            case 9 -> patch(http, caller, "/api/v1/roles/" + role.id(), "{\"apis\":" + someScopes() + "}");
            case 10 -> patch(http, caller, "/api/v1/groups/" + group.id(), "{\"name\":\"" + fresh("group") + "\"}");
            case 11 -> call(http, caller, "POST", "/api/v1/users/" + user.id() + "/deactivate", "{}");
            case 12 -> call(http, caller, "POST", "/api/v1/users/" + user.id() + "/reactivate", "{}");
            case 13 -> setPassword(http, caller, user);
            case 14, 15 -> learn(caller, call(http, caller, "POST", own, "{}"));
            case 16 -> learn(caller, call(http, caller, "POST", own + "/rotate", "{}"));
            case 17 -> call(http, caller, "DELETE", own, null);
            case 18, 19 -> patch(http, caller, secrets, "{\"scopes\":" + someScopes() + "}");
            case 20, 21 -> learn(caller, call(http, caller, "POST", secrets + "/rotate", "{}"));
            case 22 -> call(http, caller, "POST", secrets + (random.nextBoolean() ? "/suspend" : "/resume"), "{}");
            case 23 -> addKey(http, caller, client);
            default -> scim(http, caller, group);
        }
    }

    private String someScopes() {
        List<String> levels =
                LEVELS.stream().filter(level -> random.nextBoolean()).toList();
        if (levels.isEmpty()) {
            return random.nextBoolean() ? "\"all\"" : "[{\"api\":\"orders\"}]";
        }
        String introspects = random.nextInt(4) == 0 ? ",{\"api\":\"rekey-tokens\"}" : "";
        return "[{\"api\":\"orders\"},{\"api\":\"rekey\",\"access\":[\"" + String.join("\",\"", levels) + "\"]}"
                + introspects + "]";
    }

    /** As a provider that says who belongs to a group, whatever was before. */
    private void scim(RekeyHttp http, @Nullable Caller caller, Thing group) {
        List<String> members = things.stream()
                .filter(thing -> thing.kind() == Kind.USER && random.nextBoolean())
                .map(user -> "{\"value\":\"" + user.id() + "\"}")
                .toList();
        send(
                caller,
                http.asAdministrator("/scim/v2/Groups/" + group.id())
                        .header("Content-Type", "application/scim+json")
                        .method(
                                "PATCH",
                                BodyPublishers.ofString(
                                        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
                                                + "{\"op\":\"replace\",\"path\":\"members\",\"value\":["
                                                + String.join(",", members) + "]}]}")),
                "PATCH /scim/v2/Groups/" + group.name() + " " + members.size() + " members");
    }

    private Answer call(RekeyHttp http, @Nullable Caller caller, String method, String path, @Nullable String body) {
        HttpRequest.Builder request = http.asAdministrator(path);
        return send(
                caller,
                body == null
                        ? request.method(method, BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body)),
                method + " " + path + " " + body);
    }

    private void patch(RekeyHttp http, @Nullable Caller caller, String path, String body) {
        send(
                caller,
                http.asAdministrator(path)
                        .header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", BodyPublishers.ofString(body)),
                "PATCH " + path + " " + body);
    }

    private Answer send(@Nullable Caller caller, HttpRequest.Builder request, String what) {
        Answer answer = send(request);
        assertThat(answer.status()).as("seed " + seed + ": " + answer).isLessThan(500);
        history.addLast((caller == null ? "root" : caller.name()) + ": " + what + " => " + answer.status());
        if (history.size() > 60) {
            history.removeFirst();
        }
        if (answer.status() < 300) {
            carriedOut++;
        } else if (answer.status() == 403) {
            refused++;
        }
        return answer;
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void learn(@Nullable Caller caller, Answer shown) {
        if (caller != null && shown.status() == 201) {
            caller.known().add(new KnownSecret(Credentials.of(shown)));
        }
    }

    private void addKey(RekeyHttp http, @Nullable Caller caller, Thing client) {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).generate();
            Answer added = call(
                    http,
                    caller,
                    "POST",
                    "/api/v1/clients/" + client.id() + "/keys",
                    "{\"jwk\":" + key.toPublicJWK() + "}");
            if (caller != null && added.status() == 201) {
                caller.known().add(new KnownKey(client.id(), key));
            }
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<String> rightsBy(KnownKey known) {
        Answer token = send(root.form(
                "/oauth2/token",
                "grant_type=client_credentials&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                        + "&client_assertion=" + assertion(known)));
        return token.status() == 200 ? ownScopes(token.text("scope")) : Set.of();
    }

    private String assertion(KnownKey known) {
        try {
            Instant now = clock.instant();
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.ES256),
                    new JWTClaimsSet.Builder()
                            .issuer(known.client)
                            .subject(known.client)
                            .audience(url)
                            .jwtID(fresh("assertion"))
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plusSeconds(60)))
                            .build());
            jwt.sign(new ECDSASigner(known.key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void setPassword(RekeyHttp http, @Nullable Caller caller, Thing user) {
        if (random.nextInt(3) > 0) { // they are slow
            return;
        }
        String password = PASSWORD + number++;
        Answer set = call(
                http, caller, "PUT", "/api/v1/users/" + user.id() + "/password", "{\"password\":\"" + password + "\"}");
        if (caller != null && set.status() == 204) {
            caller.known().add(new KnownPassword(user, user.name(), password));
        }
    }

    /** @return false when the caller has got into none */
    private boolean stepInSession(Caller caller) {
        List<KnownPassword> open = caller.known().stream()
                .filter(known -> known instanceof KnownPassword password && password.cookie != null)
                .map(known -> (KnownPassword) known)
                .toList();
        if (open.isEmpty()) {
            return false;
        }
        KnownPassword session = oneOf(open);
        String path = oneOf(List.of("/api/v1/me/api-credentials", "/api/v1/me/api-credentials/rotate", "password"));
        if (!path.equals("password")) {
            learn(
                    caller,
                    send(caller, inSession(session, "POST", path, "{}"), "POST " + path + " as " + session.userName));
            return true;
        }
        String password = PASSWORD + number++;
        Answer changed = send(
                caller,
                inSession(
                        session,
                        "PUT",
                        "/api/v1/me/password",
                        "{\"current\":\"" + session.password + "\",\"password\":\"" + password + "\"}"),
                "PUT /me/password as " + session.userName);
        if (changed.status() == 204) {
            caller.known().add(new KnownPassword(session.user, session.userName, password));
        }
        return true;
    }

    private HttpRequest.Builder inSession(KnownPassword session, String method, String path, String body) {
        return root.request(path)
                .header("Cookie", String.valueOf(session.cookie))
                .header("X-CSRF-Token", session.csrf)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
    }

    private void tryAll(@Nullable SettableClock moved) {
        for (Caller caller : callers) {
            forgetWhatIsOld(caller);
            for (Known known : caller.known()) {
                Set<String> rights = rightsBy(known, moved);
                assertThat(caller.rights())
                        .as("seed %d: what %s has come to by %s, after%n%s"
                                .formatted(seed, caller.name(), known.what, String.join("\n", history)))
                        .containsAll(rights);
                yields += rights.isEmpty() ? 0 : 1;
                worthless += known.lastWorked && rights.isEmpty() ? 1 : 0;
                known.lastWorked = !rights.isEmpty();
            }
        }
    }

    private Set<String> rightsBy(Known known, @Nullable SettableClock moved) {
        if (known instanceof KnownSecret secret) {
            return rightsBy(secret);
        }
        return known instanceof KnownKey key ? rightsBy(key) : rightsBy((KnownPassword) known, moved);
    }

    /** Of each thing the last few: at most two secrets of a client work, and one password. */
    private static void forgetWhatIsOld(Caller caller) {
        Map<String, Integer> count = new HashMap<>();
        List<Known> kept = new ArrayList<>();
        for (int i = caller.known().size() - 1; i >= 0; i--) {
            Known known = caller.known().get(i);
            int most = known instanceof KnownPassword ? 1 : 3;
            if (count.merge(known.what, 1, Integer::sum) <= most) {
                kept.add(0, known);
            }
        }
        caller.known().clear();
        caller.known().addAll(kept);
    }

    private Set<String> rightsBy(KnownSecret secret) {
        Answer token = root.token(secret.credentials);
        return token.status() == 200 ? ownScopes(token.text("scope")) : Set.of();
    }

    private static Set<String> ownScopes(String scope) {
        Set<String> scopes = new TreeSet<>(List.of(scope.split(" ")));
        scopes.removeIf(one -> !one.startsWith("rekey."));
        return scopes;
    }

    /** Goes on in the session that is open; signs in anew when somebody has just set the password, and now and then. */
    private Set<String> rightsBy(KnownPassword known, @Nullable SettableClock moved) {
        Answer me = known.cookie == null ? null : me(known);
        if (me == null || me.status() == 401) {
            boolean wasIn = known.cookie != null;
            known.cookie = null;
            if (!wasIn && known.tried && random.nextInt(40) > 0 || wrongPasswords > 60 && moved == null) {
                return Set.of();
            }
            signIn(known, moved);
            me = known.cookie == null ? null : me(known);
        }
        Set<String> rights = new TreeSet<>();
        if (me != null && me.status() == 200) {
            for (JsonNode scope : me.json().path("scopes")) {
                rights.add(scope.asString());
            }
        }
        rights.removeIf(scope -> !scope.startsWith("rekey."));
        return rights;
    }

    private Answer me(KnownPassword known) {
        return root.send(root.request("/api/v1/me")
                .header("Cookie", String.valueOf(known.cookie))
                .GET());
    }

    private void signIn(KnownPassword known, @Nullable SettableClock moved) {
        known.tried = true;
        if (wrongPasswords % 50 == 49 && moved != null) {
            moved.tick(Duration.ofMinutes(6)); // what was counted is forgotten
        }
        Answer session = send(root.request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"userName\":\"" + known.userName + "\",\"password\":\"" + known.password + "\"}")));
        if (session.status() == 200) {
            known.cookie = session.header("Set-Cookie").split(";", 2)[0];
            known.csrf = session.text("csrfToken");
        } else {
            wrongPasswords++;
        }
    }
}
