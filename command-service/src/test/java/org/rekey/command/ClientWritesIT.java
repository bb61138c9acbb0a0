package org.rekey.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.bean;
import static org.rekey.command.TestService.clock;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.currentSecret;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.lastPayload;
import static org.rekey.command.TestService.newClient;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.request;
import static org.rekey.command.TestService.send;
import static org.rekey.command.TestService.stateOf;
import static org.rekey.command.TestService.unique;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.domain.secret.SecretText;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenType;
import org.rekey.eventstore.ProjectionPositions;
import tools.jackson.databind.json.JsonMapper;

class ClientWritesIT {

    @Test
    void creating_a_client_shows_its_secret_once() {
        Reply created = post("admin", "/clients", newClient()).expect(201);
        String id = created.text("/clientId");
        assertThat(SecretText.isWellFormed(created.text("/clientSecret"))).isTrue();
        assertThat(created.text("/secretId")).isEqualTo(currentSecret(id).id().value());
        assertThat(created.text("/expiresAt"))
                .isEqualTo(clock.instant().plus(Duration.ofDays(90)).toString());
        assertThat(created.header("Location")).isEqualTo("/api/v1/clients/" + id);
        assertThat(created.json().propertyNames())
                .containsExactlyInAnyOrder("clientId", "clientSecret", "secretId", "expiresAt", "warnings");
    }

    @Test
    void what_is_not_said_is_the_default() {
        String id = createClient("admin");
        assertThat(stateOf(id, Client::tokenPolicy)).isEqualTo(TokenPolicy.DEFAULT);
        assertThat(stateOf(id, Client::alerts)).isEqualTo(AlertRecipients.NONE);
        assertThat(stateOf(id, Client::scopes)).isEqualTo(GrantedScopes.everything());
    }

    @Test
    void a_client_is_created_as_it_was_asked_for() {
        post("admin", "/apis", "{\"key\":\"asked-for\",\"name\":\"Asked for\",\"access\":[\"READ\",\"WRITE\"]}")
                .expect(201);
        String id = unique("jane.doe");
        post(
                        "admin",
                        "/clients",
                        newClient(
                                "\"clientId\":\"" + id + "\"",
                                "\"clientSecret\":\"an old secret of a certain length, say\"".replace(' ', '_'),
                                "\"rotationInterval\":\"never\"",
                                "\"scopes\":[{\"api\":\"asked-for\"},{\"api\":\"rekey\",\"access\":[\"READ\",\"DELETE\"]}]",
                                "\"token\":{\"format\":\"opaque\",\"ttl\":\"PT5M\",\"requireScope\":true}",
                                "\"tenant\":\"acme\"",
                                "\"authorities\":[\"report.see\",{\"a\":1}]",
                                "\"extensions\":{\"region\":\"eu\",\"nothing\":null}"))
                .expect(201);
        assertThat(stateOf(id, Client::tenant)).hasValue(new TenantId("acme"));
        assertThat(stateOf(id, Client::tokenPolicy))
                .isEqualTo(new TokenPolicy(TokenFormat.OPAQUE, Duration.ofMinutes(5), true, null));
        assertThat(stateOf(id, Client::scopes).grants())
                .hasSize(2)
                .first()
                .hasToString("Grant[api=asked-for, access=[READ]]");
        assertThat(stateOf(id, Client::profile).extensions()).isEqualTo(Map.of("region", "eu"));
        assertThat(currentSecret(id).expiresAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"bearer,LOWER_CASE_BEARER", "DPoP,DPOP", "Bearer,"})
    void DE_06_OS_08_the_type_of_tokens_is_chosen_and_changed(String text, TokenType type) {
        String id = createClient("admin", "\"token\":{\"tokenType\":\"" + text + "\"}");
        assertThat(stateOf(id, Client::tokenPolicy).tokenType()).isEqualTo(type);
        patch("admin", "/clients/" + id, "{\"token\":{\"ttl\":\"PT5M\"}}").expect(200);
        assertThat(stateOf(id, Client::tokenPolicy).tokenType()).isEqualTo(type);
        patch("admin", "/clients/" + id, "{\"token\":{\"tokenType\":null}}").expect(200);
        assertThat(stateOf(id, Client::tokenPolicy).tokenType()).isNull();
        patch("admin", "/clients/" + id, "{\"token\":{\"tokenType\":\"" + text + "\"}}")
                .expect(200);
        assertThat(stateOf(id, Client::tokenPolicy))
                .isEqualTo(new TokenPolicy(TokenFormat.JWT, Duration.ofMinutes(5), false, type));
        patch("admin", "/clients/" + id, "{\"token\":{\"tokenType\":\"dpop\"}}").expect(422, "token.tokenType");
    }

    @Test
    void OS_20_an_authority_may_be_an_object_and_is_kept_as_it_is() {
        String authorities = "[\"invoices:sign\",{\"type\":\"dvs:validate\",\"document_type\":\"INVOICE\","
                + "\"country_code\":\"BR\",\"agreement_code\":\"A1\"}]";
        String id = createClient("admin", "\"authorities\":[]");
        patch("admin", "/clients/" + id, "{\"authorities\":" + authorities + "}")
                .expect(200);
        JsonMapper json = JsonMapper.shared();
        assertThat(json.readTree(lastPayload("client:" + id)).get("authorities"))
                .isEqualTo(json.readTree(authorities));
        patch("admin", "/clients/" + id, "{\"authorities\":" + authorities + "}")
                .expect(200);
        assertThat(eventsOf("client:" + id)).containsOnlyOnce("client.authorities-changed");
        String created = createClient("admin", "\"authorities\":" + authorities);
        patch("admin", "/clients/" + created, "{\"authorities\":" + authorities + "}")
                .expect(200);
        assertThat(eventsOf("client:" + created)).doesNotContain("client.authorities-changed");
    }

    @Test
    void an_imported_secret_and_an_eternal_one_are_accepted_with_warnings() {
        Reply created = post(
                        "admin", "/clients", newClient("\"clientSecret\":\"s3cret\"", "\"rotationInterval\":\"never\""))
                .expect(201);
        assertThat(created.text("/clientSecret")).isEqualTo("s3cret");
        assertThat(created.json().path("expiresAt").isNull()).isTrue();
        assertThat(created.json().path("warnings")).hasSize(3);
        assertThat(created.json().path("warnings").toString()).contains("never expires", "imported", "short");
        String hash = lastPayload("client:" + created.text("/clientId")).replaceAll(".*\"hash\":\"([^\"]+)\".*", "$1");
        assertThat(bean(SecretHasher.class).matches("s3cret", new SecretHash(hash)))
                .isTrue();
    }

    @Test
    void I12_the_secret_is_nowhere_in_the_database() {
        Reply created = post("admin", "/clients", newClient(), "Idempotency-Key", unique("nowhere"))
                .expect(201);
        String secret = created.text("/clientSecret");
        for (String table : List.of("eventstore.event", "command.idempotent_answer", "command.client_name")) {
            assertThat(TestService.jdbc()
                            .sql("select count(*) from " + table + " row where row::text like ?")
                            .param("%" + secret.substring(3, 20) + "%")
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "tenantId", "secret", "id", "__proto__"})
    void A16_unknown_and_protected_fields_are_400(String field) {
        post("admin", "/clients", newClient("\"" + field + "\":\"x\"")).expect(400, field);
        patch("admin", "/clients/" + createClient("admin"), "{\"" + field + "\":\"x\"}")
                .expect(400, field);
    }

    @Test
    void A16_unknown_fields_are_found_at_every_level() {
        post("admin", "/clients", newClient("\"token\":{\"lifetime\":\"PT1H\"}"))
                .expect(400, "token.lifetime");
        post("admin", "/clients", newClient("\"scopes\":[{\"api\":\"rekey\",\"level\":\"READ\"}]"))
                .expect(400, "scopes[0].level");
        post("admin", "/clients/" + createClient("admin") + "/suspend", "{\"because\":1}")
                .expect(400, "because");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientId", "clientSecret", "secrets", "hash", "history", "tenant", "kind", "createdAt"})
    void A23_what_never_changes_is_422(String field) {
        patch("admin", "/clients/" + createClient("admin"), "{\"" + field + "\":\"x\"}")
                .expect(422, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"rotationInterval\":\"P6D\"|rotationInterval",
                "\"rotationInterval\":\"P366D\"|rotationInterval",
                "\"rotationInterval\":\"-P90D\"|rotationInterval",
                "\"rotationInterval\":\"P9999999999999999999D\"|rotationInterval",
                "\"rotationInterval\":\"9999-12-31\"|rotationInterval",
                "\"rotationInterval\":\"Never\"|rotationInterval",
                "\"token\":{\"ttl\":\"PT25H\"}|token.ttl",
                "\"token\":{\"ttl\":\"1h\"}|token.ttl",
                "\"token\":{\"format\":\"JWT\"}|token.format",
                "\"scopes\":\"everything\"|scopes",
                "\"scopes\":null|scopes",
                "\"scopes\":[{\"api\":\"no-such-api\"}]|scopes",
                "\"scopes\":[{\"api\":\"../etc\"}]|scopes",
                "\"scopes\":[{\"api\":\"rekey\",\"access\":[]}]|scopes",
                "\"scopes\":[{\"api\":\"rekey\",\"access\":[\"read\"]}]|scopes[0].access[0]",
                "\"scopes\":[{\"api\":\"rekey-tokens\",\"access\":[\"WRITE\"]}]|scopes",
                "\"alerts\":{\"emails\":[\"nobody\"]}|alerts.emails",
                "\"clientId\":\"a b\"|clientId",
                "\"clientId\":\"https://issuer.example\"|clientId",
                "\"clientSecret\":\"\"|clientSecret",
                "\"clientSecret\":\"tab\\t\"|clientSecret",
                "\"tenant\":\"a/b\"|tenant"
            })
    void A15_A37_values_out_of_their_rules_are_422(String field, String named) {
        post("root", "/clients", newClient(field)).expect(422, named);
    }

    @Test
    void A15_an_interval_of_7_to_365_days_is_within_the_rules() {
        createClient("admin", "\"rotationInterval\":\"P7D\"");
        createClient("admin", "\"rotationInterval\":\"P365D\"");
    }

    @Test
    void a_client_needs_a_name_and_scopes() {
        post("admin", "/clients", "{\"scopes\":\"all\"}").expect(422, "name");
        post("admin", "/clients", "{\"name\":\"" + unique("n") + "\"}").expect(422, "scopes");
        post("admin", "/clients", "{\"name\":\" \",\"scopes\":\"all\"}").expect(422, "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "scope", "__proto__"})
    void A20_reserved_names_in_extensions_are_422(String name) {
        post("admin", "/clients", newClient("\"extensions\":{\"" + name + "\":\"x\"}"))
                .expect(422, "extensions");
    }

    @Test
    void A20_too_much_in_extensions_is_422() {
        String many =
                IntStream.range(0, 5_000).mapToObj(i -> "\"k" + i + "\":1").collect(joining(","));
        post("admin", "/clients", newClient("\"extensions\":{" + many + "}")).expect(422, "extensions");
        String deep = "{\"a\":".repeat(20) + "1" + "}".repeat(20);
        post("admin", "/clients", newClient("\"extensions\":" + deep)).expect(422, "extensions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"rotationInterval\":90|rotationInterval",
                "\"description\":{}|description",
                "\"token\":\"jwt\"|token",
                "\"token\":{\"requireScope\":\"true\"}|token.requireScope",
                "\"alerts\":{\"users\":\"u1\"}|alerts.users",
                "\"alerts\":{\"users\":[1]}|alerts.users[0]",
                "\"scopes\":[\"rekey\"]|scopes[0]",
                "\"scopes\":7|scopes",
                "\"authorities\":\"a\"|authorities",
                "\"extensions\":[]|extensions",
                "\"extensions\":{\"n\":1e999}|extensions",
                "\"description\":\"\\u0000\"|description",
                "\"extensions\":{\"x\":\"\\ud800\"}|extensions"
            })
    void wrong_types_and_text_that_cannot_be_kept_are_400(String field, String named) {
        post("admin", "/clients", newClient(field)).expect(400, named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{} {}",
                "{\"name\":\"a\",\"name\":\"b\",\"scopes\":\"all\"}",
                "{'name':1}"
            })
    void what_is_not_one_json_object_is_400(String body) {
        post("admin", "/clients", body).expect(400);
    }

    @Test
    void bodies_are_bounded_in_depth_and_length() {
        post("admin", "/clients", "[".repeat(100_000)).expect(400);
        post("admin", "/clients", newClient("\"description\":\"" + "x".repeat(3_000_000) + "\""))
                .expect(413);
    }

    @Test
    void A18_other_content_types_are_415_and_nothing_is_made_that_cannot_be_answered() {
        String body = newClient("\"clientId\":\"never-made\"");
        send(request("admin", "/clients").header("Content-Type", "text/json").POST(BodyPublishers.ofString(body)))
                .expect(415);
        send(request("admin", "/clients", "Content-Encoding", "gzip", "Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .expect(415);
        post("admin", "/clients", body, "Accept", "text/html").expect(406);
        assertThat(eventsOf("client:never-made")).isEmpty();
    }

    @Test
    void A03_writing_and_deleting_need_their_levels() {
        String id = createClient("admin");
        post("reader", "/clients", newClient()).expect(403);
        delete("writer", "/clients/" + id).expect(403);
        post("writer", "/clients/delete", "{\"ids\":[\"" + id + "\"]}").expect(403);
        post("writer", "/clients/" + id + "/suspend").expect(204);
    }

    @Test
    void A08_of_two_clients_of_one_name_created_at_once_one_is_refused() {
        for (int round = 0; round < 20; round++) {
            String body = newClient();
            assertThat(Together.run(2, number -> post("admin", "/clients", body).status()))
                    .containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void a_name_is_taken_by_creating_and_renaming_and_freed_by_renaming_and_deleting() {
        String first = unique("name");
        String second = unique("name");
        String id = post("admin", "/clients", named(first)).expect(201).text("/clientId");
        post("admin", "/clients", named(first)).expect(409);
        post("admin", "/clients", newClient("\"tenant\":\"acme\"").replaceAll("client-[0-9]+", first))
                .expect(201);

        patch("admin", "/clients/" + id, "{\"name\":\"" + second + "\"}").expect(200);
        post("admin", "/clients", named(second)).expect(409);
        String other = post("admin", "/clients", named(first)).expect(201).text("/clientId");
        patch("admin", "/clients/" + id, "{\"name\":\"" + first + "\"}").expect(409);

        delete("admin", "/clients/" + other).expect(204);
        patch("admin", "/clients/" + id, "{\"name\":\"" + first + "\"}").expect(200);
    }

    private static String named(String name) {
        return "{\"name\":\"" + name + "\",\"scopes\":\"all\"}";
    }

    @Test
    void an_identifier_is_never_used_twice() {
        String id = unique("106");
        String body = "\"clientId\":\"" + id + "\"";
        createClient("admin", body);
        post("admin", "/clients", newClient(body)).expect(409);
        delete("admin", "/clients/" + id).expect(204);
        post("admin", "/clients", newClient(body)).expect(409);
    }

    @Test
    void a_patch_changes_what_it_names_and_nothing_else() {
        String id =
                createClient("admin", "\"description\":\"old\"", "\"extensions\":{\"a\":1,\"b\":{\"c\":2,\"d\":3}}");
        String name = stateOf(id, client -> client.profile().name());
        patch("admin", "/clients/" + id, "{\"description\":null,\"extensions\":{\"a\":null,\"b\":{\"c\":9},\"e\":[1]}}")
                .expect(200);
        assertThat(stateOf(id, Client::profile))
                .isEqualTo(new ClientProfile(name, null, Map.of("b", Map.of("c", 9, "d", 3), "e", List.of(1))));
        assertThat(eventsOf("client:" + id)).containsExactly("client.created", "secret.issued", "client.described");
    }

    @Test
    void a_patch_that_changes_nothing_is_no_event() {
        String id = createClient("admin");
        Reply reply = patch("admin", "/clients/" + id, "{\"token\":{\"ttl\":\"PT1H\"},\"alerts\":null}")
                .expect(200);
        assertThat(reply.header("ETag")).isEqualTo("\"1\"");
        assertThat(eventsOf("client:" + id)).hasSize(2);
    }

    @Test
    void each_field_can_be_patched_and_null_is_the_default_again() {
        String user = post("admin", "/users", "{\"userName\":\"" + unique("told") + "\"}")
                .expect(201)
                .text("/id");
        String id = createClient("admin");
        patch(
                        "admin",
                        "/clients/" + id,
                        "{\"alerts\":{\"emails\":null,\"users\":[\"" + user + "\"]},\"token\":{\"format\":\"opaque\"},"
                                + "\"scopes\":[{\"api\":\"rekey\"}],\"authorities\":[\"x\"],\"rotationInterval\":\"never\"}")
                .expect(200);
        assertThat(stateOf(id, Client::alerts)).isEqualTo(AlertRecipients.only(new UserId(user)));
        assertThat(stateOf(id, Client::tokenPolicy).format()).isEqualTo(TokenFormat.OPAQUE);
        assertThat(eventsOf("client:" + id)).hasSize(7);

        patch("admin", "/clients/" + id, "{\"alerts\":null,\"token\":null,\"rotationInterval\":null}")
                .expect(200);
        assertThat(stateOf(id, Client::alerts)).isEqualTo(AlertRecipients.NONE);
        assertThat(stateOf(id, Client::tokenPolicy)).isEqualTo(TokenPolicy.DEFAULT);
        assertThat(currentSecret(id).expiresAt()).isNotNull();
    }

    @Test
    void name_and_scopes_cannot_be_patched_away() {
        String id = createClient("admin");
        patch("admin", "/clients/" + id, "{\"name\":null}").expect(422, "name");
        patch("admin", "/clients/" + id, "{\"scopes\":null}").expect(422, "scopes");
    }

    @Test
    void patching_in_never_warns() {
        String id = createClient("admin");
        assertThat(patch("admin", "/clients/" + id, "{\"rotationInterval\":\"never\"}")
                        .expect(200)
                        .json()
                        .path("warnings"))
                .hasSize(1);
    }

    @Test
    void A11_a_stale_version_is_412_and_the_present_one_goes_through() {
        String path = "/clients/" + createClient("admin");
        String tag = patch("admin", path, "{\"description\":\"1\"}", "If-Match", "\"1\"")
                .expect(200)
                .header("ETag");
        assertThat(tag).isEqualTo("\"2\"");
        patch("admin", path, "{\"description\":\"2\"}", "If-Match", "\"1\"").expect(412);
        patch("admin", path, "{\"description\":\"2\"}", "If-Match", "W/\"2\"").expect(412);
        patch("admin", path, "{\"description\":\"2\"}", "If-Match", "\"1\", \"2\"")
                .expect(200);
        patch("admin", path, "{\"description\":\"3\"}", "If-Match", "*").expect(200);
        patch("admin", path, "{\"description\":\"4\"}", "If-Match", "4").expect(400);
        post("admin", path + "/rotate", "{}", "If-Match", "\"1\"").expect(412);
        delete("admin", path, "If-Match", "\"1\"").expect(412);
        delete("admin", path, "If-Match", "\"4\"").expect(204);
    }

    @Test
    void suspending_and_resuming_and_revoking_tokens_are_recorded() {
        String id = createClient("admin");
        for (String act : List.of("suspend", "suspend", "resume", "revoke-tokens")) {
            post("admin", "/clients/" + id + "/" + act).expect(204);
        }
        assertThat(eventsOf("client:" + id).subList(2, 5))
                .containsExactly("client.suspended", "client.resumed", "client.tokens-revoked");
    }

    @Test
    void a_deleted_client_is_gone_and_other_commands_conflict() {
        String path = "/clients/" + createClient("admin");
        delete("admin", path).expect(204);
        delete("admin", path).expect(404);
        post("admin", path + "/rotate").expect(409);
        post("admin", path + "/suspend").expect(409);
        patch("admin", path, "{\"description\":\"x\"}").expect(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "' or 1=1 --", "a%00b", "é", "x/y"})
    void unknown_clients_are_404(String id) {
        String path = "/clients/" + id.replace("'", "%27").replace(" ", "%20").replace("é", "%C3%A9");
        int expected = id.contains("%00") ? 400 : 404;
        assertThat(delete("admin", path).status()).isEqualTo(expected);
    }

    @Test
    void A35_deleting_many_tells_the_outcome_of_each() {
        String first = createClient("admin");
        String second = createClient("admin");
        Reply reply = post(
                        "admin",
                        "/clients/delete",
                        "{\"ids\":[\"" + first + "\",\"nobody\",\"a b\",\"" + second + "\",\"" + first + "\"]}")
                .expect(200);
        assertThat(reply.json().propertyNames()).containsExactly("items");
        assertThat(reply.json().path("items")).hasSize(4);
        assertThat(reply.json().findValuesAsString("outcome"))
                .containsExactly("deleted", "unknown", "unknown", "deleted");
        assertThat(reply.text("/items/3/clientId")).isEqualTo(second);
        delete("admin", "/clients/" + first).expect(404);
        post("admin", "/clients/delete", "{\"ids\":[]}").expect(422, "ids");
    }

    @Test
    void deleting_nothing_leads_to_the_head_of_the_log() {
        long head = post("admin", "/clients", newClient()).expect(201).position();
        Reply reply = post("admin", "/clients/delete", "{\"ids\":[\"nobody\"]}").expect(200);
        assertThat(reply.position()).isGreaterThanOrEqualTo(head);
    }

    @Test
    void bodies_are_utf_8_and_nothing_else() {
        byte[] overlong = newClient("\"description\":\"??\"").getBytes(UTF_8);
        int at = new String(overlong, UTF_8).indexOf("??");
        overlong[at] = (byte) 0xC1;
        overlong[at + 1] = (byte) 0x81;
        List<byte[]> bodies = List.of(
                newClient().getBytes(UTF_16),
                newClient().getBytes(UTF_16BE),
                newClient().getBytes(UTF_16LE),
                newClient().getBytes(Charset.forName("UTF-32")),
                newClient("\"description\":\"é\"").getBytes(ISO_8859_1),
                overlong);
        for (byte[] body : bodies) {
            TestService.send(TestService.request("admin", "/clients")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body)))
                    .expect(400);
        }
        post("admin", "/clients", newClient("\"description\":\"é\"")).expect(201);
    }

    @Test
    void A35_deleting_more_than_the_bound_deletes_nothing() {
        String id = createClient("admin");
        String ids = IntStream.range(0, 200).mapToObj(i -> "\"x" + i + "\"").collect(joining(","));
        post("admin", "/clients/delete", "{\"ids\":[\"" + id + "\"," + ids + "]}")
                .expect(422, "ids");
        assertThat(stateOf(id, Client::isDeleted)).isFalse();
    }

    @Test
    void denials_go_through_however_many_others_write_at_the_same_time() {
        String path = "/clients/" + createClient("admin");
        assertThat(Together.run(
                        4, number -> post("admin", path + "/revoke-tokens").status()))
                .containsOnly(204);
    }

    @Test
    void I1_an_answer_is_not_sent_before_what_decides_has_seen_it() {
        for (int i = 0; i < 20; i++) {
            String path = "/clients/" + createClient("admin");
            Reply deleted = delete("admin", path).expect(204);
            assertThat(bean(ProjectionPositions.class).position("test.seen"))
                    .isGreaterThanOrEqualTo(deleted.position());
        }
    }

    @Test
    void events_say_who_did_it_from_where_and_why() {
        String id = post("admin", "/clients", newClient(), "Rekey-Reason", "new integration", "User-Agent", "curl/8")
                .expect(201)
                .text("/clientId");
        String metaData = TestService.jdbc()
                .sql("select meta_data from eventstore.event where aggregate_identifier = ? and sequence_number = 1")
                .param("client:" + id)
                .query(String.class)
                .single();
        assertThat(metaData).contains("client:admin", "\"api\"", "127.0.0.1", "curl/8", "new integration");
    }
}
