package org.rekey.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.put;
import static org.rekey.command.TestService.unique;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.domain.key.MasterKey;
import org.rekey.domain.secret.SecretHasher;

/** People sign in by name and password, and act by session. */
class SignInIT {

    private static final String PASSWORD = "correct horse battery";

    /** Somebody in a group of a role with these levels of Rekey's own API. */
    record Person(String id, String name, String group) {

        static Person with(String levels) {
            return with(levels, "");
        }

        static Person with(String levels, String more) {
            String name = unique("Jane");
            String id = post("admin", "/users", "{\"userName\":\"" + name + "\",\"displayName\":\"Jane\"" + more + "}")
                    .expect(201)
                    .text("/id");
            String group = post("admin", "/groups", "{\"name\":\"" + unique("group") + "\"}")
                    .expect(201)
                    .text("/id");
            put("admin", "/groups/" + group + "/members/" + id).expect(204);
            Person person = new Person(id, name, group);
            if (!levels.isEmpty()) {
                person.give(levels);
            }
            person.set(PASSWORD).expect(204);
            return person;
        }

        void give(String levels) {
            String role = post("admin", "/roles", "{\"name\":\"" + unique("role") + "\"}")
                    .expect(201)
                    .text("/id");
            put(
                            "admin",
                            "/roles/" + role + "/api-access",
                            "{\"rotationInterval\":\"P30D\",\"apis\":[{\"api\":\"rekey\",\"access\":[" + levels
                                    + "]}]}")
                    .expect(200);
            put("admin", "/groups/" + group + "/roles/" + role).expect(204);
        }

        Reply set(String password) {
            return put("admin", "/users/" + id + "/password", "{\"password\":\"" + password + "\"}");
        }

        Signed signIn() {
            return Signed.of(SignInIT.signIn(name, PASSWORD));
        }
    }

    /** A browser with a session. */
    record Signed(String cookie, String csrf) {

        static Signed of(Reply reply) {
            assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
            return new Signed(cookieOf(reply), reply.text("/csrfToken"));
        }

        Reply get(String path) {
            return TestService.send(call(path).header("Cookie", cookie));
        }

        Reply send(String method, String path, String body) {
            return TestService.send(call(path)
                    .header("Cookie", cookie)
                    .header("X-CSRF-Token", csrf)
                    .header("Content-Type", "application/json")
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        }
    }

    private static String cookieOf(Reply reply) {
        return reply.header("Set-Cookie").split(";", 2)[0];
    }

    private static HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/api/v1" + path));
    }

    private static int port() {
        return Integer.parseInt(TestService.node(0).context().getEnvironment().getProperty("local.server.port"));
    }

    @Test
    void B02_a_sign_in_has_4_KiB_and_nothing_is_made_of_more() {
        String nested = "{\"userName\":[" + "[],".repeat(600_000) + "[]]}";
        assertTimeout(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 20; i++) {
                sendSession(nested).expect(413);
            }
        });
        sendSession("{\"userName\":[" + "[],".repeat(1_000) + "[]]}").expect(400);
    }

    private static Reply sendSession(String body) {
        return TestService.send(
                call("/session").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    static Reply signIn(String name, String password, String... headers) {
        HttpRequest.Builder request = call("/session").header("Content-Type", "application/json");
        return TestService.send((headers.length == 0 ? request : request.headers(headers))
                .POST(BodyPublishers.ofString("{\"userName\":\"" + name + "\",\"password\":\"" + password + "\"}")));
    }

    @Test
    void a_person_signs_in_and_acts_by_session() {
        Person person = Person.with("\"READ\",\"DELETE\"");
        Reply reply = signIn(person.name().toUpperCase(Locale.ROOT), PASSWORD);
        Signed signed = Signed.of(reply);
        assertThat(reply.text("/user/id")).isEqualTo(person.id());
        assertThat(reply.text("/user/userName")).isEqualTo(person.name());
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Set-Cookie"))
                .startsWith("rekey-session=")
                .contains("Path=/", "HttpOnly", "SameSite=Strict");
        assertThat(Instant.parse(reply.text("/expiresAt"))).isAfter(TestService.clock.instant());

        Reply session = signed.get("/session");
        assertThat(session.json()).isEqualTo(reply.json());
        Reply me = signed.get("/me");
        assertThat(me.text("/id")).isEqualTo(person.id());
        assertThat(me.json().at("/scopes").valueStream().map(scope -> scope.asString()))
                .containsExactly("rekey.delete", "rekey.read");

        String other = post("admin", "/users", "{\"userName\":\"" + unique("joe") + "\"}")
                .expect(201)
                .text("/id");
        signed.send("DELETE", "/users/" + other, "").expect(204);
        assertThat(metadataOfLast("user:" + other))
                .contains("\"user:" + person.id() + "\"")
                .contains("\"console\"");
    }

    private static String metadataOfLast(String stream) {
        return TestService.jdbc()
                .sql("select meta_data::text from eventstore.event where aggregate_identifier = ?"
                        + " order by sequence_number desc limit 1")
                .param(stream)
                .query(String.class)
                .single();
    }

    @Test
    void whoever_is_wrong_learns_nothing_else() {
        Person person = Person.with("");
        Person gone = Person.with("");
        post("admin", "/users/" + gone.id() + "/deactivate").expect(204);
        String without = unique("without");
        post("admin", "/users", "{\"userName\":\"" + without + "\"}").expect(201);
        List<Reply> replies = List.of(
                signIn(person.name(), "wrong horse battery"),
                signIn(unique("nobody"), PASSWORD),
                signIn(gone.name(), PASSWORD),
                signIn(without, PASSWORD),
                signIn(without, ""));
        for (Reply reply : replies) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.text("/detail")).isEqualTo("user name or password is wrong");
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(reply.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void an_unknown_name_costs_what_a_wrong_password_does() {
        Person person = Person.with("");
        List<Long> wrong = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            wrong.add(nanos(person.name()));
            unknown.add(nanos(unique("nobody")));
        }
        assertThat(median(unknown)).isGreaterThan(median(wrong) / 2);
    }

    private static long nanos(String name) {
        long start = System.nanoTime();
        assertThat(signIn(name, "wrong horse battery").status()).isEqualTo(401);
        return System.nanoTime() - start;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    @Test
    void C01_a_change_without_the_token_of_the_session_is_refused() {
        Person person = Person.with("\"DELETE\"");
        Signed signed = person.signIn();
        String client = TestService.createClient("admin");
        for (String token : List.of("", "guess", person.signIn().csrf())) {
            Reply refused = new Signed(signed.cookie(), token).send("DELETE", "/clients/" + client, "");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("/detail")).contains("X-CSRF-Token");
        }
        HttpRequest.Builder without = call("/clients/" + client).header("Cookie", signed.cookie());
        assertThat(TestService.send(without.DELETE()).status()).isEqualTo(403);
        signed.send("DELETE", "/clients/" + client, "").expect(204);
    }

    @Test
    void C07_each_sign_in_begins_a_session_of_its_own() {
        Person person = Person.with("");
        Signed planted = person.signIn();
        Signed next = Signed.of(signIn(person.name(), PASSWORD, "Cookie", planted.cookie()));
        assertThat(next.cookie()).isNotEqualTo(planted.cookie());
        assertThat(next.csrf()).isNotEqualTo(planted.csrf());
    }

    @Test
    void C09_a_deactivated_persons_session_is_over_at_the_next_request() {
        Person person = Person.with("\"READ\"");
        Signed signed = person.signIn();
        assertThat(signed.get("/me").status()).isEqualTo(200);
        post("admin", "/users/" + person.id() + "/deactivate").expect(204);
        assertThat(signed.get("/me").status()).isEqualTo(401);
        post("admin", "/users/" + person.id() + "/reactivate").expect(204);
        assertThat(signed.get("/me").status()).as("over for good").isEqualTo(401);
    }

    @Test
    void C09_what_a_role_gave_is_gone_with_it_at_the_next_action() {
        Person person = Person.with("\"DELETE\"");
        Signed signed = person.signIn();
        String client = TestService.createClient("admin");
        delete("admin", "/groups/" + person.group() + "/members/" + person.id()).expect(204);
        Reply refused = signed.send("DELETE", "/clients/" + client, "");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate")).contains("rekey.delete");
        assertThat(signed.get("/me").status()).as("the person is still there").isEqualTo(200);
    }

    @Test
    void another_password_ends_every_session_but_the_one_in_which_it_was_changed() {
        Person person = Person.with("");
        Signed here = person.signIn();
        Signed elsewhere = person.signIn();
        Reply changed = here.send(
                "PUT", "/me/password", "{\"current\":\"" + PASSWORD + "\",\"password\":\"a new horse battery\"}");
        changed.expect(204);

        assertThat(elsewhere.get("/me").status()).isEqualTo(401);
        assertThat(here.get("/me").status()).as("the cookie from before").isEqualTo(401);
        Signed goesOn = new Signed(cookieOf(changed), here.csrf());
        assertThat(goesOn.get("/session").text("/csrfToken")).isEqualTo(here.csrf());
        assertThat(signIn(person.name(), PASSWORD).status()).isEqualTo(401);
        assertThat(signIn(person.name(), "a new horse battery").status()).isEqualTo(200);
        assertThat(eventsOf("user:" + person.id())).endsWith("user.password-changed", "user.password-changed");
        assertThat(TestService.lastPayload("user:" + person.id())).doesNotContain("pbkdf2", "hash");
    }

    @Test
    void whoever_finds_a_session_open_does_not_change_the_password() {
        Person person = Person.with("");
        Reply refused = person.signIn()
                .send(
                        "PUT",
                        "/me/password",
                        "{\"current\":\"wrong horse battery\",\"password\":\"a new horse battery\"}");
        refused.expect(422, "current");
        Person writer = Person.with("\"WRITE\"", ",\"tenant\":\"acme\"");
        writer.signIn()
                .send("PUT", "/users/" + writer.id() + "/password", "{\"password\":\"a new horse battery\"}")
                .expect(403);
        assertThat(signIn(writer.name(), PASSWORD).status()).isEqualTo(200);
        assertThat(signIn(person.name(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void passwords_have_rules() {
        Person person = Person.with("");
        for (String password : List.of("short", "p".repeat(201), "oh " + person.name() + " oh oh")) {
            person.set(password).expect(422, "password");
        }
        person.set("a new horse battery ".repeat(10)).expect(204);
    }

    @Test
    void nobody_sets_the_password_of_somebody_with_more_rights_or_of_another_tenant() {
        Person person = Person.with("\"DELETE\"");
        String body = "{\"password\":\"a new horse battery\"}";
        Reply beyond =
                put("writer", "/users/" + person.id() + "/password", body).expect(403);
        assertThat(beyond.header("WWW-Authenticate")).contains("rekey.delete");
        put("acme", "/users/" + person.id() + "/password", body).expect(404);
        put("reader", "/users/" + person.id() + "/password", body).expect(403);
        post("admin", "/users/" + person.id() + "/deactivate").expect(204);
        put("writer", "/users/" + person.id() + "/password", body).expect(409);
        assertThat(signIn(person.name(), "a new horse battery").status()).isEqualTo(401);
    }

    @Test
    void a_password_goes_with_the_person() {
        Person person = Person.with("");
        delete("admin", "/users/" + person.id()).expect(204);
        assertThat(TestService.jdbc()
                        .sql("select count(*) from command.password where user_id = ?")
                        .param(person.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void T50_too_many_wrong_passwords_are_told_to_wait_and_the_right_one_works_from_elsewhere() throws IOException {
        Person person = Person.with("");
        for (int i = 0; i < 10; i++) {
            assertThat(signIn(person.name(), "wrong horse battery").status()).isEqualTo(401);
        }
        Reply refused = signIn(person.name(), PASSWORD);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 301);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(statusFromElsewhere(person.name())).contains(" 200 ");
    }

    private static String statusFromElsewhere(String name) throws IOException {
        byte[] body = ("{\"userName\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}").getBytes(UTF_8);
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), port(), InetAddress.getByName("127.0.0.2"), 0)) {
            socket.getOutputStream()
                    .write(("POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(UTF_8));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void whoever_signs_out_has_the_cookie_taken_back() {
        Signed signed = Person.with("").signIn();
        Reply reply = signed.send("DELETE", "/session", "");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.header("Set-Cookie")).startsWith("rekey-session=;").contains("Max-Age=0");
    }

    @Test
    void what_is_for_people_is_not_for_clients() {
        for (String path : List.of("/me", "/session")) {
            assertThat(TestService.send(TestService.request("root", path)).status())
                    .isEqualTo(403);
        }
        post("root", "/me/api-credentials", "{}").expect(403);
    }

    @ParameterizedTest
    @CsvSource({"GET,/session", "DELETE,/session", "POST,/session/", "POST,/session/x", "PUT,/session", "GET,/me"})
    void only_signing_in_needs_no_proof(String method, String path) {
        HttpRequest.Builder request = call(path).header("Content-Type", "application/json");
        assertThat(TestService.send(request.method(method, BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_token_goes_before_a_session() {
        Signed signed = Person.with("").signIn();
        HttpRequest.Builder both = call("/me").header("Cookie", signed.cookie());
        assertThat(TestService.send(both.header("Authorization", "Bearer garbage"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void DV_70_people_have_credentials_of_their_own_by_session_within_a_tenant_too() {
        Person person = Person.with("\"READ\"", ",\"tenant\":\"acme\"");
        Signed signed = person.signIn();
        Reply made = signed.send("POST", "/me/api-credentials", "{}").expect(201);
        assertThat(made.text("/clientSecret")).startsWith("rk_");
        signed.send("POST", "/me/api-credentials", "{}").expect(409);
        Reply rotated = signed.send("POST", "/me/api-credentials/rotate", "{}").expect(201);
        assertThat(rotated.text("/clientId")).isEqualTo(made.text("/clientId"));
        signed.send("DELETE", "/me/api-credentials", "").expect(204);
        assertThat(eventsOf("client:" + made.text("/clientId"))).endsWith("client.deleted");
    }

    @Test
    void B15_people_who_change_their_own_credentials_again_and_again_have_to_wait() {
        Signed signed = Person.with("\"READ\"").signIn();
        String client =
                signed.send("POST", "/me/api-credentials", "{}").expect(201).text("/clientId");
        for (int i = 1; i < 20; i++) {
            signed.send("POST", "/me/api-credentials/rotate", "{}").expect(201);
        }
        int written = eventsOf("client:" + client).size();
        Reply refused = signed.send("POST", "/me/api-credentials/rotate", "{}").expect(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 61);
        signed.send("POST", "/me/api-credentials", "{}").expect(429);
        assertThat(eventsOf("client:" + client)).hasSize(written);

        Signed another = Person.with("\"READ\"").signIn();
        another.send("POST", "/me/api-credentials", "{}").expect(201);
        signed.send("DELETE", "/me/api-credentials", "").expect(204);
        TestService.clock.tick(Duration.ofMinutes(1));
        signed.send("POST", "/me/api-credentials", "{}").expect(201);
    }

    @Test
    void A09_two_people_with_the_same_idempotency_key_do_not_get_each_others_secret() {
        Signed jane = Person.with("\"READ\"").signIn();
        Signed joe = Person.with("\"READ\"").signIn();
        String key = unique("the same key of both");
        List<String> secrets = new ArrayList<>();
        for (Signed signed : List.of(jane, jane, joe)) {
            secrets.add(TestService.send(call("/me/api-credentials")
                            .header("Cookie", signed.cookie())
                            .header("X-CSRF-Token", signed.csrf())
                            .header("Idempotency-Key", key)
                            .POST(BodyPublishers.noBody()))
                    .expect(201)
                    .text("/clientSecret"));
        }
        assertThat(secrets.get(1)).isEqualTo(secrets.get(0));
        assertThat(secrets.get(2)).isNotEqualTo(secrets.get(0));
    }

    @Test
    void an_outdated_hash_is_renewed_by_signing_in_and_nothing_else_happens() {
        Person person = Person.with("\"READ\"");
        Signed before = person.signIn();
        byte[] key = TestService.bean(MasterKey.class).derive("secret-hash");
        String old = new SecretHasher(key, 100_000)
                .hashImported(PASSWORD, new SecureRandom())
                .value();
        TestService.jdbc()
                .sql("update command.password set hash = ? where user_id = ?")
                .params(old, person.id())
                .update();
        List<String> events = TestService.eventsOf("user:" + person.id());

        assertThat(signIn(person.name(), PASSWORD + "!").status()).isEqualTo(401);
        assertThat(hashOf(person)).isEqualTo(old);
        person.signIn();

        assertThat(hashOf(person)).startsWith("pbkdf2-hmac-sha256:120000:");
        person.signIn();
        assertThat(TestService.eventsOf("user:" + person.id())).isEqualTo(events);
        assertThat(before.get("/session").status()).isEqualTo(200);
    }

    private static String hashOf(Person person) {
        return TestService.jdbc()
                .sql("select hash from command.password where user_id = ?")
                .param(person.id())
                .query(String.class)
                .single();
    }

    @Test
    void a_common_password_is_refused_with_the_reason_wherever_one_is_set() {
        Person person = Person.with("\"READ\"");
        Reply byAdministrator = person.set("Password1234!");
        byAdministrator.expect(422, "password");
        assertThat(byAdministrator.text("/errors/0/message")).contains("too easy to guess", "many people use");
        Reply byHimself = person.signIn()
                .send("PUT", "/me/password", "{\"current\":\"" + PASSWORD + "\",\"password\":\"qwerty123456\"}");
        byHimself.expect(422, "password");
        person.signIn();
    }
}
