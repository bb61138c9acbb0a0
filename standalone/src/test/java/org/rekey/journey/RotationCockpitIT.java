package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.SettableClock;
import org.rekey.journey.RekeyHttp.Credentials;
import tools.jackson.databind.JsonNode;

/** A secret is rotated, and the programs move to the new one in their own time. */
class RotationCockpitIT {

    private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");
    private static final SettableClock clock = new SettableClock(START);
    private static final RunningRekey running = RunningRekey.with(clock);
    private static final RekeyHttp rekey = running.http();

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void DV_39_DV_40_the_old_secret_is_in_use_then_safe_and_then_stopped_as_it_was_asked_for() {
        Credentials old = rekey.createClient("moves", "");
        Instant rotated = clock.instant();
        Credentials current =
                Credentials.of(rekey.post("/api/v1/clients/" + old.id() + "/rotate", "{\"endGraceWhenSafe\":true}")
                        .expect(201));
        pass(Duration.ofMinutes(10));
        Answer warned = uses(old, "slow-program/1").expect(200);
        assertThat(warned.header("Rekey-Warning")).isEqualTo("secret-retiring; expires_in=85800");
        assertThat(warned.json().path("secret_expires_in").asInt()).isEqualTo(85_800);
        uses(old, "slower-program/1").expect(200);

        awaitUses(old, 1, 2);
        JsonNode inUse = secret(old, 1).path("verdict");
        assertThat(inUse.path("state").asString()).isEqualTo("IN_USE");
        assertThat(inUse.path("window").asString()).isEqualTo("PT1H");
        assertThat(inUse.path("since").asString())
                .isEqualTo(rotated.plus(Duration.ofMinutes(10)).toString());
        assertThat(inUse.path("by").valueStream())
                .extracting(caller -> caller.path("agent").asString())
                .containsExactlyInAnyOrder("slow-program/1", "slower-program/1");

        pass(Duration.ofMinutes(10));
        assertThat(uses(current, "slow-program/2").expect(200).header("Rekey-Warning"))
                .isEmpty();
        awaitUses(old, 0, 1);
        pass(Duration.ofMinutes(50).minusMillis(1));
        assertThat(secret(old, 1).at("/verdict/state").asString()).isEqualTo("IN_USE");
        assertThat(secret(old, 0).path("verdict").isNull()).isTrue();

        pass(Duration.ofMillis(1));

        Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(
                        secret(old, 1).path("state").asString())
                .isEqualTo("RETIRED"));
        assertThat(secret(old, 1).path("retiredReason").asString()).isEqualTo("ROTATED");
        uses(old, "slow-program/1").expect(401);
        uses(current, "slow-program/2").expect(200);
        assertThat(rekey.get("/api/v1/audit?client=" + old.id())
                        .expect(200)
                        .json()
                        .at("/items/0/reason")
                        .asString())
                .isEqualTo("nobody uses it any more");
    }

    @Test
    void DV_39_the_verdict_on_the_secret_of_a_person_is_told_and_a_safe_one_works_to_the_end_of_its_grace() {
        People person = People.with(rekey, "P90D", "[{\"api\":\"orders\"}]");
        Credentials old = person.newCredentials();
        uses(old, "script/1").expect(200);
        awaitUses(old, 0, 1);
        pass(Duration.ofHours(1));
        Credentials current = Credentials.of(
                rekey.post(person.credentials() + "/rotate", "{}").expect(201));
        assertThat(person.own().json().at("/secrets/1/verdict/state").asString())
                .isEqualTo("IN_USE");
        assertThat(person.own().json().at("/secrets/1/verdict/by/0/agent").asString())
                .isEqualTo("script/1");

        uses(current, "script/2").expect(200);
        awaitUses(old, 0, 1);

        assertThat(person.own().json().at("/secrets/1/verdict/state").asString())
                .isEqualTo("SAFE");
        pass(Duration.ofHours(24).minusMillis(1));
        uses(old, "script/1").expect(200);
        pass(Duration.ofMillis(1));
        uses(old, "script/1").expect(401);
        assertThat(person.own().json().at("/secrets/1/verdict").isNull()).isTrue();
    }

    private static void pass(Duration time) {
        clock.tick(time);
        rekey.signIn();
    }

    private static Answer uses(Credentials client, String agent) {
        return rekey.send(rekey.form("/oauth2/token", "grant_type=client_credentials")
                .header("Authorization", RekeyHttp.basic(client))
                .header("User-Agent", agent));
    }

    private static JsonNode secret(Credentials client, int place) {
        return rekey.get("/api/v1/clients/" + client.id())
                .expect(200)
                .json()
                .path("secrets")
                .get(place);
    }

    private static void awaitUses(Credentials client, int place, int uses) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        secret(client, place).path("uses").asInt())
                .isEqualTo(uses));
    }
}
