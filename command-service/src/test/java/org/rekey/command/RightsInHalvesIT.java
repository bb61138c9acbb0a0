package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.put;
import static org.rekey.command.TestService.scim;
import static org.rekey.command.TestService.unique;
import static org.rekey.command.TestService.workingSecrets;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rekey.command.SignInIT.Signed;
import org.rekey.domain.client.Client;

/** No half of a right over Rekey is to be had: neither by taking it away first, nor by what is set in between. */
class RightsInHalvesIT {

    private static final String ADMINISTERS =
            "\"scopes\":[{\"api\":\"rekey\",\"access\":[\"READ\",\"WRITE\",\"DELETE\"]}]";
    private static final String NOTHING = "\"scopes\":\"all\"";
    private static final String CHOSEN = "chosen horse battery";

    private static String id(Reply reply) {
        return reply.expect(201).text("/id");
    }

    private static String newGroup() {
        return id(post("admin", "/groups", "{\"name\":\"" + unique("group") + "\"}"));
    }

    private static String newRole(String apis) {
        String role = id(post("admin", "/roles", "{\"name\":\"" + unique("role") + "\"}"));
        put("root", "/roles/" + role + "/api-access", access("P90D", apis)).expect(200);
        return role;
    }

    private static String access(String interval, String apis) {
        return "{\"rotationInterval\":\"" + interval + "\",\"apis\":" + apis + "}";
    }

    private static String rekey(String levels) {
        return "[{\"api\":\"rekey\",\"access\":[" + levels + "]}]";
    }

    /** A person in the group that administers, who may have credentials without it too. */
    private record Boss(String id, String name, String group, String role) {

        static Boss with(String apis) {
            return with(apis, "");
        }

        static Boss with(String apis, String more) {
            String name = unique("boss");
            String id = RightsInHalvesIT.id(post("admin", "/users", "{\"userName\":\"" + name + "\"" + more + "}"));
            String staff = newGroup();
            put("admin", "/groups/" + staff + "/roles/" + newRole("\"all\"")).expect(204);
            put("admin", "/groups/" + staff + "/members/" + id).expect(204);
            Boss boss = new Boss(id, name, newGroup(), newRole(apis));
            put("root", "/groups/" + boss.group + "/roles/" + boss.role).expect(204);
            boss.joins().expect(204);
            return boss;
        }

        Reply joins() {
            return put("root", membership());
        }

        void leaves() {
            delete("root", membership()).expect(204);
        }

        String membership() {
            return "/groups/" + group + "/members/" + id;
        }

        Reply password(String token, String password) {
            return put(token, "/users/" + id + "/password", "{\"password\":\"" + password + "\"}");
        }

        int signsIn(String password) {
            return SignInIT.signIn(name, password).status();
        }

        Signed session(String password) {
            return Signed.of(SignInIT.signIn(name, password));
        }

        String credentials() {
            return "/users/" + id + "/api-credentials";
        }
    }

    @Test
    void B05_whoever_takes_a_right_away_must_hold_it() {
        Boss boss = Boss.with(rekey("\"DELETE\""));
        List<Reply> refused = List.of(
                delete("writer", boss.membership()),
                delete("writer", "/groups/" + boss.group() + "/roles/" + boss.role()),
                delete("writer", "/roles/" + boss.role() + "/api-access"),
                put("writer", "/roles/" + boss.role() + "/api-access", access("P90D", rekey("\"READ\""))),
                patch("writer", "/roles/" + boss.role(), "{\"name\":\"" + unique("Everyone") + "\"}"),
                patch("writer", "/groups/" + boss.group(), "{\"name\":\"" + unique("Everyone") + "\"}"),
                patch("writer", "/groups/" + boss.group(), "{\"externalId\":\"everyone\"}"),
                scim("writer", "PUT", "/Groups/" + boss.group(), "{\"displayName\":\"" + unique("Everyone") + "\"}"),
                scim("writer", "PATCH", "/Groups/" + boss.group(), """
                        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
                        {"op":"remove","path":"members[value eq \\"%s\\"]"}]}""".formatted(boss.id())));
        for (Reply reply : refused) {
            assertThat(reply.expect(403).text("/detail"))
                    .isEqualTo("this concerns rights over Rekey that you do not hold: rekey.delete");
        }
        delete("admin", boss.membership()).expect(204);
    }

    @Test
    void B05_a_password_that_was_set_by_somebody_with_less_is_void_once_the_right_comes_back() {
        Boss boss = Boss.with(rekey("\"DELETE\""));
        boss.leaves();
        boss.password("writer", CHOSEN).expect(204);
        Signed session = boss.session(CHOSEN);
        boss.joins().expect(204);
        assertThat(boss.signsIn(CHOSEN)).isEqualTo(401);
        assertThat(session.get("/me").status()).isEqualTo(401);
        assertThat(eventsOf("user:" + boss.id())).endsWith("user.password-voided", "user.added-to-group");

        boss.password("admin", CHOSEN).expect(204);
        assertThat(boss.signsIn(CHOSEN)).isEqualTo(200);
    }

    @Test
    void B05_it_is_void_whichever_way_the_right_comes() {
        Boss byRole = Boss.with(rekey("\"DELETE\""));
        delete("root", "/groups/" + byRole.group() + "/roles/" + byRole.role()).expect(204);
        byRole.password("writer", CHOSEN).expect(204);
        put("root", "/groups/" + byRole.group() + "/roles/" + byRole.role()).expect(204);
        assertThat(byRole.signsIn(CHOSEN)).isEqualTo(401);

        Boss byAccess = Boss.with(rekey("\"DELETE\""));
        delete("root", "/roles/" + byAccess.role() + "/api-access").expect(204);
        byAccess.password("writer", CHOSEN).expect(204);
        put("root", "/roles/" + byAccess.role() + "/api-access", access("P90D", rekey("\"DELETE\"")))
                .expect(200);
        assertThat(byAccess.signsIn(CHOSEN)).isEqualTo(401);

        Boss byProvider = Boss.with(rekey("\"DELETE\""));
        byProvider.leaves();
        byProvider.password("writer", CHOSEN).expect(204);
        assertThat(scim("root", "PATCH", "/Groups/" + byProvider.group(), """
                        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
                        {"op":"add","path":"members","value":[{"value":"%s"}]}]}""".formatted(byProvider.id()))
                        .status())
                .isEqualTo(200);
        assertThat(byProvider.signsIn(CHOSEN)).isEqualTo(401);
    }

    @Test
    void B05_a_new_right_too_makes_void_what_somebody_without_it_has_set() {
        Boss boss = Boss.with(rekey("\"READ\""), ",\"tenant\":\"acme\""); // so nobody is the last administrator
        boss.password("writer", CHOSEN).expect(204);
        put("root", "/roles/" + boss.role() + "/api-access", access("P90D", rekey("\"READ\",\"WRITE\"")))
                .expect(200);
        assertThat(boss.signsIn(CHOSEN)).as("the writer may write").isEqualTo(200);
        put("root", "/roles/" + boss.role() + "/api-access", access("P90D", rekey("\"READ\",\"DELETE\"")))
                .expect(200);
        assertThat(boss.signsIn(CHOSEN)).isEqualTo(401);
    }

    @Test
    void B05_what_somebody_with_the_right_has_set_stays() {
        Boss boss = Boss.with(rekey("\"DELETE\""));
        boss.password("admin", CHOSEN).expect(204);
        Signed session = boss.session(CHOSEN);
        String own =
                session.send("POST", "/me/api-credentials", "{}").expect(201).text("/clientId");
        boss.leaves();
        boss.joins().expect(204);
        assertThat(session.get("/me").status()).isEqualTo(200);
        assertThat(boss.signsIn(CHOSEN)).isEqualTo(200);
        assertThat(workingSecrets(own)).hasSize(1);
    }

    @Test
    void B05_what_people_set_themselves_counts_as_set_by_whoever_set_their_password() {
        Boss boss = Boss.with(rekey("\"DELETE\""));
        boss.leaves();
        boss.password("admin", CHOSEN).expect(204);
        String body = "{\"current\":\"" + CHOSEN + "\",\"password\":\"my own horse battery\"}";
        boss.session(CHOSEN).send("PUT", "/me/password", body).expect(204);
        Signed honest = boss.session("my own horse battery");
        String own =
                honest.send("POST", "/me/api-credentials", "{}").expect(201).text("/clientId");
        boss.joins().expect(204);
        assertThat(boss.signsIn("my own horse battery")).isEqualTo(200);
        assertThat(workingSecrets(own)).hasSize(1);

        Boss taken = Boss.with(rekey("\"DELETE\""));
        taken.leaves();
        taken.password("writer", CHOSEN).expect(204);
        taken.session(CHOSEN).send("PUT", "/me/password", body).expect(204);
        Signed thief = taken.session("my own horse battery");
        String stolen =
                thief.send("POST", "/me/api-credentials", "{}").expect(201).text("/clientId");
        taken.joins().expect(204);
        assertThat(taken.signsIn("my own horse battery")).isEqualTo(401);
        assertThat(thief.get("/me").status()).isEqualTo(401);
        assertThat(workingSecrets(stolen)).isEmpty();
    }

    @Test
    void B05_own_credentials_that_somebody_with_less_has_made_are_void_once_the_right_comes_back() {
        Boss boss = Boss.with(rekey("\"DELETE\""));
        boss.leaves();
        String client = post("writer", boss.credentials(), "{}").expect(201).text("/clientId");
        boss.joins().expect(204);
        assertThat(workingSecrets(client)).isEmpty();
        assertThat(eventsOf("client:" + client)).endsWith("secret.retired");

        post("admin", boss.credentials() + "/rotate", "{}").expect(201);
        boss.leaves();
        post("writer", boss.credentials() + "/rotate", "{}").expect(201);
        boss.joins().expect(204);
        assertThat(workingSecrets(client))
                .as("of the administrator, in its grace period")
                .hasSize(1);
    }

    @Test
    void B05_a_clients_secrets_and_keys_set_by_somebody_with_less_are_void_once_it_has_the_right() {
        String client = createClient("admin", ADMINISTERS);
        String kept = workingSecrets(client).get(0);
        patch("admin", "/clients/" + client, "{" + NOTHING + "}").expect(200);
        post("writer", "/clients/" + client + "/rotate", "{}").expect(201);
        post("writer", "/clients/" + client + "/keys", TestKeys.body(TestKeys.ec()))
                .expect(201);
        Reply given =
                patch("admin", "/clients/" + client, "{" + ADMINISTERS + "}").expect(200);
        assertThat(given.json().at("/warnings").toString()).contains("the secret is void");
        assertThat(workingSecrets(client)).containsExactly(kept);
        assertThat(eventsOf("client:" + client))
                .endsWith("secret.retired", "client.key-retired", "client.scopes-changed");

        String fresh = createClient("writer");
        patch("admin", "/clients/" + fresh, "{\"scopes\":[{\"api\":\"rekey\",\"access\":[\"WRITE\"]}]}")
                .expect(200);
        assertThat(workingSecrets(fresh)).as("the writer may write").hasSize(1);
        patch("admin", "/clients/" + fresh, "{" + ADMINISTERS + "}").expect(200);
        assertThat(workingSecrets(fresh)).isEmpty();
        post("admin", "/clients/" + fresh + "/rotate", "{}").expect(201);
        assertThat(workingSecrets(fresh)).hasSize(1);
    }

    @Test
    void B05_passwords_of_which_nobody_knows_who_set_them_count_as_set_by_somebody_without_rights() {
        Boss boss = Boss.with(rekey("\"DELETE\""));
        boss.password("admin", CHOSEN).expect(204);
        TestService.jdbc()
                .sql("update command.password set set_with = null where user_id = ?")
                .param(boss.id())
                .update();
        assertThat(boss.signsIn(CHOSEN)).isEqualTo(200);
        post("admin", "/users/" + boss.id() + "/deactivate").expect(204);
        post("admin", "/users/" + boss.id() + "/reactivate").expect(204);
        assertThat(boss.signsIn(CHOSEN)).isEqualTo(401);
    }

    @Test
    void B05_a_half_is_not_laid_ready_in_a_role_either() {
        String ready = "\"apis\":" + rekey("\"DELETE\"");
        post("writer", "/roles", "{\"name\":\"" + unique("role") + "\"," + ready + "}")
                .expect(403);
        String role = id(post("admin", "/roles", "{\"name\":\"" + unique("role") + "\"}"));
        patch("writer", "/roles/" + role, "{" + ready + "}").expect(403);
        patch("admin", "/roles/" + role, "{" + ready + "}").expect(204);
        patch("writer", "/roles/" + role, "{\"apis\":null}").expect(403);
    }

    @Test
    void stopping_is_never_refused_for_want_of_rights() {
        String wide = "[{\"api\":\"rekey\"},{\"api\":\"rekey-tokens\"}]";
        Boss boss = Boss.with(wide);
        boss.password("root", CHOSEN).expect(204);
        String own = post("root", boss.credentials(), "{}").expect(201).text("/clientId");
        post("writer", "/clients/" + own + "/revoke-tokens").expect(204);
        post("writer", "/clients/" + own + "/suspend").expect(204);
        post("writer", "/clients/" + own + "/resume").expect(403);
        String secret = TestService.currentSecret(own).id().value();
        post("writer", "/clients/" + own + "/secrets/" + secret + "/retire").expect(204);
        delete("admin", boss.credentials()).expect(204);
        post("writer", "/users/" + boss.id() + "/deactivate").expect(204);
        post("writer", "/users/" + boss.id() + "/reactivate").expect(403);
        post("root", "/users/" + boss.id() + "/reactivate").expect(204);
        assertThat(scim("writer", "PATCH", "/Users/" + boss.id(), """
                        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
                        {"op":"replace","path":"active","value":false}]}""").status()).isEqualTo(200);
        post("root", "/users/" + boss.id() + "/reactivate").expect(204);
        Reply left = scim(
                "writer",
                "PUT",
                "/Users/" + boss.id(),
                "{\"userName\":\"" + unique("left") + "\",\"active\":false,\"displayName\":\"Has left\"}");
        assertThat(left.status()).isEqualTo(200);
        assertThat(left.json().at("/active").asBoolean()).isFalse();
        assertThat(left.text("/userName"))
                .as("stays, as the caller must not change it")
                .isEqualTo(boss.name());
        assertThat(left.text("/displayName")).isEqualTo("Has left");
        assertThat(scim("admin", "DELETE", "/Users/" + boss.id(), null).status())
                .isEqualTo(204);

        String client = createClient("root", "\"scopes\":" + wide);
        post("writer", "/clients/" + client + "/suspend").expect(204);
        delete("admin", "/clients/" + client).expect(204);
    }

    @Test
    void B18_a_client_with_more_rights_is_not_made_stronger_or_longer_lived() {
        String client = createClient("admin", ADMINISTERS, "\"token\":{\"tokenType\":\"DPoP\"}");
        String owner = id(post("admin", "/users", "{\"userName\":\"" + unique("owner") + "\"}"));
        post("admin", "/clients/" + client + "/suspend").expect(204);
        List<Reply> refused = List.of(
                post("writer", "/clients/" + client + "/resume"),
                post("writer", "/clients/" + client + "/rotate", "{}"),
                post("writer", "/clients/" + client + "/keys", TestKeys.body(TestKeys.ec())),
                patch("writer", "/clients/" + client, "{\"token\":{\"tokenType\":null}}"),
                patch("writer", "/clients/" + client, "{\"token\":null}"),
                patch("writer", "/clients/" + client, "{\"token\":{\"ttl\":\"PT2H\"}}"),
                patch("writer", "/clients/" + client, "{\"rotationInterval\":\"never\"}"),
                patch("writer", "/clients/" + client, "{\"rotationInterval\":\"P120D\"}"),
                patch("writer", "/clients/" + client, "{\"owner\":\"" + owner + "\"}"),
                patch("writer", "/clients/" + client, "{\"name\":\"" + unique("harmless") + "\"}"));
        refused.forEach(reply -> assertThat(reply.expect(403).text("/detail")).contains("rekey.delete"));
        patch("writer", "/clients/" + client, "{\"description\":\"what it is for\"}")
                .expect(200);
        patch("writer", "/clients/" + client, "{\"rotationInterval\":\"P60D\"}").expect(200);
        post("admin", "/clients/" + client + "/resume").expect(204);

        TestService.clock.tick(Duration.ofDays(60).minusHours(1));
        patch("writer", "/clients/" + client, "{\"rotationInterval\":\"P59D\"}").expect(403); // a day from now
        patch("admin", "/clients/" + client, "{\"rotationInterval\":\"P59D\"}").expect(200);
    }

    @Test
    void B18_a_transfer_of_all_does_not_hand_over_a_client_with_more_rights() {
        String from = id(post("admin", "/users", "{\"userName\":\"" + unique("from") + "\"}"));
        String to = id(post("admin", "/users", "{\"userName\":\"" + unique("to") + "\"}"));
        String client = createClient("admin", ADMINISTERS, "\"owner\":\"" + from + "\"");
        post("writer", "/users/" + from + "/transfer", "{\"to\":\"" + to + "\"}")
                .expect(403);
        assertThat(TestService.stateOf(client, Client::owner).orElseThrow()).hasToString(from);
    }

    @Test
    void B18_nobody_makes_credentials_live_longer_that_carry_more_rights() {
        Boss boss = Boss.with(rekey("\"DELETE\""));
        String shorter = newGroup();
        String role = newRole("\"all\"");
        put("admin", "/roles/" + role + "/api-access", access("P7D", "\"all\"")).expect(200);
        put("writer", "/groups/" + shorter + "/roles/" + role).expect(204);
        put("writer", "/groups/" + shorter + "/members/" + boss.id()).expect(204);
        delete("writer", "/groups/" + shorter + "/members/" + boss.id()).expect(403);
        put("writer", "/roles/" + role + "/api-access", access("P30D", "\"all\""))
                .expect(403);
        delete("writer", "/groups/" + shorter + "/roles/" + role).expect(403);
        delete("admin", "/groups/" + shorter + "/members/" + boss.id()).expect(204);
        put("writer", "/roles/" + role + "/api-access", access("P30D", "\"all\""))
                .expect(200);
    }
}
