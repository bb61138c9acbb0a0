package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.rekey.journey.RekeyHttp.Credentials;
import tools.jackson.databind.JsonNode;

/** DvSum's second method: the administrator sets the policy on a role, members help themselves. */
class PeopleIT {

    private static final String ORDERS = "[{\"api\":\"orders\"}]";

    private final RekeyHttp rekey = RunningRekey.shared().http();

    private People person(String interval) {
        return People.with(rekey, interval, ORDERS);
    }

    @Test
    void DV_02_DV_08_DV_73_people_and_programs_get_tokens_for_the_same_APIs_in_the_same_way() {
        Credentials program = rekey.create("PeopleIT: program", "\"scopes\":" + ORDERS);
        Credentials person = person("P180D").newCredentials();

        Answer programs = rekey.token(program).expect(200);
        Answer persons = rekey.token(person).expect(200);

        assertThat(persons.text("scope")).isEqualTo(programs.text("scope")).isEqualTo("orders.read");
        assertThat(persons.text("expires_in")).isEqualTo(programs.text("expires_in"));
        assertThat(rekey.get("/api/v1/clients/" + program.id()).text("kind")).isEqualTo("SERVICE");
        assertThat(rekey.get("/api/v1/clients/" + person.id()).text("kind")).isEqualTo("USER");
    }

    @Test
    void DV_09_what_is_done_with_a_persons_credentials_leads_back_to_the_person() {
        People person = People.with(rekey, "P30D", "[{\"api\":\"rekey\",\"access\":[\"READ\",\"WRITE\"]}]");
        Credentials own = person.newCredentials();
        assertThat(rekey.token(own).claims().path("sub").asString()).isEqualTo(person.user());
        Answer introspected = rekey.introspect(rekey.token(own).token());
        assertThat(introspected.text("sub")).isEqualTo(person.user());
        assertThat(introspected.text("username")).endsWith("@acme.example");

        Credentials made = rekey.as(own).create("PeopleIT: made by a person", "\"scopes\":" + ORDERS);

        JsonNode entry = rekey.get("/api/v1/audit?client=" + made.id()).json().at("/items/0");
        assertThat(entry.path("actor").asString()).isEqualTo("user:" + person.user());
        JsonNode client = rekey.get("/api/v1/clients/" + made.id()).json();
        assertThat(client.path("createdBy").asString()).isEqualTo("user:" + person.user());
        assertThat(client.at("/owner/id").asString())
                .as("who makes it answers for it")
                .isEqualTo(person.user());
        String lost = "/api/v1/clients?orphaned=true&owner=" + person.user();
        assertThat(rekey.get(lost).toString()).doesNotContain(made.id());
        People.with(rekey, "P30D", "[{\"api\":\"rekey\",\"access\":[\"WRITE\"]}]");
        person.deactivate();
        assertThat(rekey.get(lost).toString()).contains(made.id());
    }

    @Test
    void DV_06_DV_07_DV_64_DV_65_DV_66_credentials_take_a_group_whose_role_has_API_access() {
        People person = person("P30D");
        assertThat(person.own().json().path("available").asBoolean()).isTrue();

        person.leave();
        assertThat(person.own().json().path("available").asBoolean()).isFalse();
        assertThat(person.own().text("reason")).isEqualTo("no role of the user has API access");
        assertThat(person.generate().expect(409).text("detail")).isEqualTo("no role of the user has API access");

        person.join();
        person.disable();
        person.generate().expect(409);
        person.enable("P30D", ORDERS);
        person.generate().expect(201);
    }

    @Test
    void DV_57_DV_58_DV_59_DV_60_DV_61_DV_62_DV_63_a_role_is_made_its_access_starts_from_its_APIs_and_is_kept() {
        rekey.post("/api/v1/apis", "{\"key\":\"exports\",\"name\":\"Exports\",\"access\":[\"READ\",\"WRITE\"]}");
        String role = rekey.post("/api/v1/roles", "{\"name\":\"PeopleIT: steward\",\"apis\":" + ORDERS + "}")
                .expect(201)
                .text("id");
        String access = "/api/v1/roles/" + role + "/api-access";
        assertThat(rekey.get(access).json().path("enabled").asBoolean()).isFalse();
        assertThat(rekey.get(access).json().at("/apis/0/api").asString()).isEqualTo("orders");

        rekey.call("PUT", access, "{\"rotationInterval\":\"P180D\"}").expect(200);
        assertThat(rekey.get(access).text("rotationInterval")).isEqualTo("P180D");
        assertThat(rekey.get(access).json().path("apis")).hasSize(1);

        rekey.call(
                        "PUT",
                        access,
                        "{\"rotationInterval\":\"never\",\"apis\":[{\"api\":\"orders\"},"
                                + "{\"api\":\"exports\",\"access\":[\"READ\",\"WRITE\"]}]}")
                .expect(200);
        JsonNode kept = rekey.get("/api/v1/roles/" + role).json();
        assertThat(kept.at("/apiAccess/rotationInterval").asString()).isEqualTo("never");
        assertThat(kept.at("/apiAccess/apis")).hasSize(2);
    }

    @Test
    void DV_67_DV_68_DV_69_DV_75_DV_76_DV_77_a_person_generates_rotates_deletes_and_generates_again() {
        People person = person("P30D");
        Credentials first = person.newCredentials();
        person.generate().expect(409);

        Answer rotated = rekey.post(person.credentials() + "/rotate", "{}").expect(201);
        Credentials second = Credentials.of(rotated);
        rekey.token(first).expect(200);
        rekey.token(second).expect(200);
        Instant until = Instant.parse(rotated.json().at("/previous/validUntil").asString());
        assertThat(Duration.between(Instant.now(), until)).isBetween(Duration.ofHours(23), Duration.ofHours(24));

        rekey.delete(person.credentials()).expect(204);
        rekey.token(second).expect(401);
        Credentials again = person.newCredentials();
        rekey.token(again).expect(200);
        assertThat(again.id()).isNotEqualTo(first.id());
    }

    @Test
    void DV_70_DV_71_all_members_expire_as_the_role_says_and_nobody_else_decides() {
        People person = person("P30D");
        Answer generated = person.generate().expect(201);
        assertThat(lifeOf(generated.text("expiresAt"))).isEqualTo(30);
        String client = "/api/v1/clients/" + generated.text("clientId");

        person.enable("P60D", ORDERS);
        assertThat(lifeOf(rekey.get(client).text("expiresAt"))).isEqualTo(60);
        assertThat(lifeOf(person.own().text("expiresAt"))).isEqualTo(60);
        rekey.patch(client, "{\"rotationInterval\":\"P365D\"}").expect(409);
        rekey.post(person.credentials(), "{\"expiresAt\":\"2099-01-01T00:00:00Z\"}")
                .expect(422);
    }

    private static long lifeOf(String expiresAt) {
        return Math.round(
                Duration.between(Instant.now(), Instant.parse(expiresAt)).toMinutes() / (24 * 60.0));
    }

    @Test
    void DV_72_what_the_role_loses_is_lost_at_once_by_new_tokens_and_by_those_already_issued() {
        People person = People.with(rekey, "P30D", "[{\"api\":\"orders\"},{\"api\":\"rekey-tokens\"}]");
        Credentials own = person.newCredentials();
        String token = rekey.token(own).token();
        assertThat(rekey.introspect(token).text("scope")).isEqualTo("orders.read rekey.introspect");

        person.enable("P30D", ORDERS);

        assertThat(rekey.introspect(token).text("scope")).isEqualTo("orders.read");
        assertThat(rekey.token(own).text("scope")).isEqualTo("orders.read");
    }

    @Test
    void A27_who_rotates_while_the_person_leaves_gets_nothing_that_works_until_the_person_is_back() throws Exception {
        People person = person("P30D");
        person.newCredentials();
        for (int round = 0; round < 10; round++) {
            CompletableFuture<Answer> rotation =
                    CompletableFuture.supplyAsync(() -> rekey.post(person.credentials() + "/rotate", "{}"));
            person.deactivate();
            Answer rotated = rotation.get();
            if (rotated.status() == 201) {
                rekey.token(Credentials.of(rotated)).expect(401);
            } else {
                rotated.expect(409);
            }
            rekey.post(person.credentials() + "/rotate", "{}").expect(409);
            person.reactivate();
            if (rotated.status() == 201) {
                rekey.token(Credentials.of(rotated)).expect(200);
            }
        }
    }

    @Test
    void DV_74_a_persons_secret_is_shown_this_once() {
        People person = person("P30D");
        Credentials own = person.newCredentials();
        for (String path :
                new String[] {person.credentials(), "/api/v1/clients/" + own.id(), "/api/v1/audit?client=" + own.id()
                }) {
            assertThat(rekey.get(path).expect(200).toString()).doesNotContain(own.secret());
        }
    }
}
