package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.put;
import static org.rekey.command.TestService.scim;
import static org.rekey.command.TestService.unique;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What belongs to another tenant is as unknown as what never was, down to the statements that are run. */
class OtherTenantsIT {

    private static final String NOBODYS = "x".repeat(22);

    private static void expectSamePath(String theirs, List<Function<String, Reply>> calls) {
        for (Function<String, Reply> call : calls) {
            int status = call.apply(NOBODYS).status();
            List<String> ofNobodys = statements(call, NOBODYS);
            List<String> ofTheirs = statements(call, theirs);
            assertThat(ofTheirs).isEqualTo(ofNobodys);
            assertThat(ofTheirs).noneMatch(sql -> sql.contains("payload") && sql.contains(theirs));
            assertThat(call.apply(theirs).status()).isEqualTo(status).isIn(200, 404, 422, 400);
        }
    }

    /** With the identifier taken out, and without what depends on the moment. */
    private static List<String> statements(Function<String, Reply> call, String id) {
        StatementLog.statements.clear();
        StatementLog.listening = true;
        try {
            Reply ignored = call.apply(id);
        } finally {
            StatementLog.listening = false;
        }
        List<String> statements = new ArrayList<>();
        StatementLog.statements.forEach(sql -> statements.add(sql.replaceFirst(".* wrapping ", "")
                .replaceAll("(?i)" + Pattern.quote(id), "ID")
                .replaceAll("'[0-9T:.+Z -]{19,}'", "'AT'")
                .replaceAll("'\\\\x[0-9a-f]+'", "'BYTES'")));
        return statements;
    }

    @Test
    void B19_clients() {
        String theirs = createClient("globex");
        String person = post("acme", "/users", "{\"userName\":\"" + unique("jane") + "\"}")
                .expect(201)
                .text("/id");
        expectSamePath(
                theirs,
                List.of(
                        id -> patch("acme", "/clients/" + id, "{\"name\":\"mine\"}"),
                        id -> patch("acme", "/clients/" + id + "?dryRun=true", "{\"name\":\"mine\"}"),
                        id -> post("acme", "/clients/" + id + "/rotate", "{}"),
                        id -> post("acme", "/clients/" + id + "/suspend"),
                        id -> post("acme", "/clients/" + id + "/resume"),
                        id -> post("acme", "/clients/" + id + "/revoke-tokens"),
                        id -> post("acme", "/clients/" + id + "/secrets/x/retire"),
                        id -> post("acme", "/clients/" + id + "/keys", TestKeys.body(TestKeys.ec())),
                        id -> post("acme", "/clients/" + id + "/keys/x/retire"),
                        id -> post("acme", "/clients/delete", "{\"ids\":[\"" + id + "\"]}"),
                        id -> post(
                                "acme",
                                "/users/" + person + "/transfer",
                                "{\"to\":\"" + "y".repeat(22) + "\",\"clients\":[\"" + id + "\"]}"),
                        id -> delete("acme", "/clients/" + id)));
    }

    @Test
    void B19_people_groups_roles_and_webhooks() {
        String user = post("globex", "/users", "{\"userName\":\"" + unique("jane") + "\"}")
                .expect(201)
                .text("/id");
        String client = createClient("acme");
        String ourGroup = post("acme", "/groups", "{\"name\":\"" + unique("group") + "\"}")
                .expect(201)
                .text("/id");
        String ourUser = post("acme", "/users", "{\"userName\":\"" + unique("joe") + "\"}")
                .expect(201)
                .text("/id");
        expectSamePath(
                user,
                List.of(
                        id -> patch("acme", "/users/" + id, "{\"displayName\":\"x\"}"),
                        id -> post("acme", "/users/" + id + "/deactivate"),
                        id -> post("acme", "/users/" + id + "/reactivate"),
                        id -> delete("acme", "/users/" + id),
                        id -> put("acme", "/users/" + id + "/password", "{\"password\":\"a new horse battery\"}"),
                        id -> post("acme", "/users/" + id + "/api-credentials", "{}"),
                        id -> post("acme", "/users/" + id + "/api-credentials/rotate", "{}"),
                        id -> delete("acme", "/users/" + id + "/api-credentials"),
                        id -> post("acme", "/users/" + id + "/transfer", "{\"to\":\"" + ourUser + "\"}"),
                        id -> post("acme", "/users/" + ourUser + "/transfer", "{\"to\":\"" + id + "\"}"),
                        id -> patch("acme", "/clients/" + client, "{\"owner\":\"" + id + "\"}"),
                        id -> patch("acme", "/clients/" + client, "{\"alerts\":{\"users\":[\"" + id + "\"]}}"),
                        id -> put("acme", "/groups/" + ourGroup + "/members/" + id),
                        id -> delete("acme", "/groups/" + ourGroup + "/members/" + id),
                        id -> scim("acme", "PUT", "/Users/" + id, "{\"userName\":\"y\"}"),
                        id -> scim("acme", "DELETE", "/Users/" + id, null)));
        String group = post("globex", "/groups", "{\"name\":\"" + unique("group") + "\"}")
                .expect(201)
                .text("/id");
        expectSamePath(
                group,
                List.of(
                        id -> patch("acme", "/groups/" + id, "{\"name\":\"x\"}"),
                        id -> delete("acme", "/groups/" + id),
                        id -> put("acme", "/groups/" + id + "/members/" + ourUser),
                        id -> delete("acme", "/groups/" + id + "/members/" + ourUser),
                        id -> put("acme", "/groups/" + id + "/roles/" + NOBODYS),
                        id -> patch("acme", "/clients/" + client, "{\"alerts\":{\"groups\":[\"" + id + "\"]}}"),
                        id -> scim("acme", "PUT", "/Groups/" + id, "{\"displayName\":\"y\"}"),
                        id -> scim("acme", "DELETE", "/Groups/" + id, null)));
        String role = post("globex", "/roles", "{\"name\":\"" + unique("role") + "\"}")
                .expect(201)
                .text("/id");
        expectSamePath(
                role,
                List.of(
                        id -> patch("acme", "/roles/" + id, "{\"name\":\"x\"}"),
                        id -> put("acme", "/roles/" + id + "/api-access", "{\"rotationInterval\":\"P30D\"}"),
                        id -> delete("acme", "/roles/" + id + "/api-access"),
                        id -> delete("acme", "/roles/" + id),
                        id -> put("acme", "/groups/" + ourGroup + "/roles/" + id),
                        id -> delete("acme", "/groups/" + ourGroup + "/roles/" + id)));
        String webhook = post("globex", "/webhooks", "{\"url\":\"https://1.1.1.1/hook\"}")
                .expect(201)
                .text("/id");
        expectSamePath(
                webhook,
                List.of(
                        id -> patch("acme", "/webhooks/" + id, "{\"enabled\":false}"),
                        id -> post("acme", "/webhooks/" + id + "/rotate-secret", "{}"),
                        id -> delete("acme", "/webhooks/" + id)));
    }

    @Test
    void B12_an_owner_of_another_tenant_is_no_owner() {
        String theirs = post("admin", "/users", "{\"userName\":\"" + unique("jane") + "\",\"tenant\":\"globex\"}")
                .expect(201)
                .text("/id");
        String everybodys = post("admin", "/users", "{\"userName\":\"" + unique("joe") + "\"}")
                .expect(201)
                .text("/id");
        String owned = "\"owner\":\"" + theirs + "\"";
        post("admin", "/clients", TestService.newClient("\"tenant\":\"acme\"", owned))
                .expect(422, "owner");
        post("admin", "/clients", TestService.newClient(owned)).expect(422, "owner");
        String client = createClient("admin", "\"tenant\":\"acme\"", "\"owner\":\"" + everybodys + "\"");
        patch("admin", "/clients/" + client, "{" + owned + "}").expect(422, "owner");
        patch("admin", "/clients/" + createClient("admin"), "{" + owned + "}").expect(422, "owner");
        post("admin", "/users/" + everybodys + "/transfer", "{\"to\":\"" + theirs + "\"}")
                .expect(422, "to");
        post("admin", "/users/" + everybodys + "/transfer", "{\"to\":\"" + theirs + "\",\"alerts\":false}")
                .expect(422, "to");
        createClient("admin", "\"tenant\":\"globex\"", owned);
    }

    @Test
    void B12_a_conflict_names_no_client_of_another_tenant() {
        String ours = post("acme", "/users", "{\"userName\":\"" + unique("jane") + "\"}")
                .expect(201)
                .text("/id");
        String mine = createClient("acme", "\"owner\":\"" + ours + "\"");
        String foreign = createClient("globex");
        TestService.jdbc() // as it could be before owners had to be of the client's tenant
                .sql("update command_directory.client set owner = ? where client_id = ?")
                .params(ours, foreign)
                .update();
        String detail = delete("acme", "/users/" + ours).expect(409).text("/detail");
        assertThat(detail).contains(nameOf(mine), "and of others").doesNotContain(nameOf(foreign));
        delete("acme", "/clients/" + mine).expect(204);
        assertThat(delete("acme", "/users/" + ours).expect(409).text("/detail"))
                .isEqualTo("the user answers for clients of others: transfer them first");
    }

    private static String nameOf(String client) {
        return TestService.stateOf(client, state -> state.profile().name());
    }
}
