package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.newClient;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.stateOf;
import static org.rekey.command.TestService.unique;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.TenantId;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.GrantedScopes;

/** What an administrator may do to whom. */
class RightsIT {

    private static final String ADMINISTERS =
            "\"scopes\":[{\"api\":\"rekey\",\"access\":[\"READ\",\"WRITE\",\"DELETE\"]}]";
    private static final String INTROSPECTS = "\"scopes\":[{\"api\":\"rekey-tokens\"}]";

    @Test
    void A06_I13_another_tenants_client_is_unknown_byte_for_byte() {
        String theirs = createClient("admin", "\"tenant\":\"globex\"");
        List<Function<String, Reply>> calls = List.of(
                id -> patch("acme", "/clients/" + id, "{\"name\":\"mine\"}"),
                id -> post("acme", "/clients/" + id + "/rotate", "{}"),
                id -> post("acme", "/clients/" + id + "/rotate", "{}", "Idempotency-Key", unique("key")),
                id -> post("acme", "/clients/" + id + "/suspend"),
                id -> post("acme", "/clients/" + id + "/resume"),
                id -> post("acme", "/clients/" + id + "/revoke-tokens"),
                id -> post("acme", "/clients/" + id + "/secrets/x/retire"),
                id -> post("acme", "/clients/" + id + "/keys", TestKeys.body(TestKeys.ec())),
                id -> post("acme", "/clients/" + id + "/keys/x/retire"),
                id -> delete("acme", "/clients/" + id),
                id -> delete("acme", "/clients/" + id, "If-Match", "\"7\""));
        for (Function<String, Reply> call : calls) {
            Reply ofTheirs = call.apply(theirs).expect(404);
            Reply ofNobodys = call.apply("x".repeat(22)).expect(404);
            assertThat(withoutTrace(ofTheirs)).isEqualTo(withoutTrace(ofNobodys));
        }
        Reply bulk = post("acme", "/clients/delete", "{\"ids\":[\"" + theirs + "\",\"nobody\"]}")
                .expect(200);
        assertThat(bulk.text("/items/0/outcome"))
                .isEqualTo(bulk.text("/items/1/outcome"))
                .isEqualTo("unknown");
        assertThat(eventsOf("client:" + theirs)).hasSize(2);
    }

    private static String withoutTrace(Reply reply) {
        return reply.http().body().replaceAll("[0-9a-f]{32}", "");
    }

    @Test
    void a_client_without_a_tenant_is_not_for_tenants() {
        delete("acme", "/clients/" + createClient("admin")).expect(404);
    }

    @Test
    void an_administrator_of_a_tenant_creates_and_changes_clients_of_that_tenant() {
        String id = createClient("acme");
        assertThat(stateOf(id, Client::tenant)).hasValue(new TenantId("acme"));
        createClient("acme", "\"tenant\":\"acme\"");
        patch("acme", "/clients/" + id, "{\"description\":\"ours\"}").expect(200);
        post("acme", "/clients/" + id + "/rotate", "{}").expect(201);
        delete("acme", "/clients/" + id).expect(204);
    }

    @Test
    void A07_no_tenant_can_be_chosen_from_within_another() {
        post("acme", "/clients", newClient("\"tenant\":\"globex\"")).expect(403);
        post("acme", "/clients?tenant=globex", newClient()).expect(403);
        post("acme", "/clients?owner=globex", newClient()).expect(403);
    }

    @Test
    void the_catalogue_is_not_for_tenants_to_change() {
        String body = "{\"key\":\"" + unique("api") + "\",\"name\":\"n\"}";
        post("acme", "/apis", body).expect(403);
        patch("acme", "/apis/rekey", "{\"name\":\"n\"}").expect(403);
        delete("acme", "/apis/rekey").expect(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {ADMINISTERS, INTROSPECTS})
    void A26_nobody_grants_rights_over_rekey_that_he_does_not_have(String scopes) {
        Reply created = post("writer", "/clients", newClient(scopes)).expect(403);
        assertThat(created.header("WWW-Authenticate")).contains("insufficient_scope");
        patch("writer", "/clients/" + createClient("writer"), "{" + scopes + "}")
                .expect(403);
        createClient("root", scopes);
    }

    @Test
    void A26_the_secret_of_a_mightier_client_is_not_to_be_had_by_rotating() {
        String mightier = createClient("root", ADMINISTERS);
        post("writer", "/clients/" + mightier + "/rotate", "{}").expect(403);
        post("admin", "/clients/" + mightier + "/rotate", "{}").expect(201);
        String introspects = createClient("root", INTROSPECTS);
        post("admin", "/clients/" + introspects + "/rotate", "{}").expect(403);
    }

    @Test
    void A26_a_mightier_client_is_not_to_be_had_by_giving_it_a_key() {
        String mightier = createClient("root", ADMINISTERS);
        String key = TestKeys.body(TestKeys.ec());
        post("writer", "/clients/" + mightier + "/keys", key).expect(403);
        post("reader", "/clients/" + createClient("root") + "/keys", key).expect(403);
        post("admin", "/clients/" + mightier + "/keys", key).expect(201);
        String introspects = createClient("root", INTROSPECTS);
        post("admin", "/clients/" + introspects + "/keys", key).expect(403);
        assertThat(eventsOf("client:" + introspects)).doesNotContain("client.key-added");
    }

    @Test
    void B05_what_a_client_has_already_is_neither_granted_again_nor_taken_by_somebody_without_it() {
        String mightier = createClient("root", ADMINISTERS);
        patch("writer", "/clients/" + mightier, "{" + ADMINISTERS + "}").expect(200);
        Reply refused = patch(
                        "writer", "/clients/" + mightier, "{\"scopes\":[{\"api\":\"rekey\",\"access\":[\"READ\"]}]}")
                .expect(403);
        assertThat(refused.text("/detail"))
                .isEqualTo("this concerns rights over Rekey that you do not hold: rekey.delete");
        assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope", "rekey.delete");
    }

    @Test
    void all_scopes_hold_no_right_over_rekey() {
        GrantedScopes all = stateOf(createClient("writer"), Client::scopes);
        assertThat(OwnScopes.of(all)).isEmpty();
    }

    @Test
    void stopping_a_mightier_client_is_allowed() {
        String mightier = createClient("root", ADMINISTERS);
        post("writer", "/clients/" + mightier + "/suspend").expect(204);
    }
}
