package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.journey.RekeyHttp.Credentials;
import tools.jackson.databind.JsonNode;

/** The life of a secret without waiting for it. In a JVM of its own: its time is nobody else's. */
class DemoClockIT {

    private static final String[] MOVABLE = {"--rekey.demo.clock=true", "--server.address=127.0.0.1"};
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static RekeyProcess process;

    @BeforeAll
    static void start() throws Exception {
        process = RekeyProcess.start(directory, MOVABLE);
    }

    @AfterAll
    static void stop() throws Exception {
        process.kill();
    }

    @Test
    void DV_29_DV_44_a_reminder_comes_after_four_days_and_a_day_after_the_rotation_the_old_secret_is_refused() {
        RekeyHttp rekey = process.http().withAnApi();
        Credentials old = rekey.createClient("Short-lived", "\"rotationInterval\":\"P7D\"");
        rekey.token(old).expect(200);
        assertThat(mails(rekey, old)).isEmpty();

        Instant before =
                Instant.parse(rekey.get("/api/v1/demo/clock").expect(200).text("now"));
        Answer moved = advance(rekey, "P4D").expect(200);
        assertThat(Instant.parse(moved.text("now")))
                .isBetween(
                        before.plus(Duration.ofDays(4)),
                        before.plus(Duration.ofDays(4)).plus(SOON));
        rekey.get("/api/v1/demo/clock").expect(401);
        rekey.signIn();
        JsonNode mail = mails(rekey, old);
        assertThat(mail).hasSize(1);
        assertThat(mail.get(0).path("text").asString()).contains("Short-lived");
        assertThat(mail.get(0).path("sentAt").asString())
                .isGreaterThan(before.plus(Duration.ofDays(4)).toString());

        Credentials current = Credentials.of(
                rekey.post("/api/v1/clients/" + old.id() + "/rotate", "{}").expect(201));
        rekey.token(old).expect(200);
        advance(rekey, "PT24H").expect(200);
        assertThat(rekey.token(old).expect(401).text("error")).isEqualTo("invalid_client");
        Answer token = rekey.token(current).expect(200);
        rekey.signIn();
        assertThat(rekey.introspect(token.text("access_token")).isActive()).isTrue();
        assertThat(mails(rekey, old))
                .as("nothing about a secret that was rotated")
                .hasSize(1);
        JsonNode secrets =
                rekey.get("/api/v1/clients/" + old.id()).expect(200).json().path("secrets");
        assertThat(secrets.valueStream())
                .as("all that was due has been done when the answer comes")
                .extracting(secret -> secret.path("state").asString())
                .containsExactlyInAnyOrder("ACTIVE", "RETIRED");
    }

    @Test
    void I17_time_that_was_moved_is_kept_over_a_restart_and_not_to_be_lost() throws Exception {
        RekeyHttp rekey = process.http();
        advance(rekey, "PT2H").expect(200);
        Credentials client = rekey.signIn().withAnApi().createClient("Kept", "");
        Credentials rotated =
                Credentials.of(rekey.post("/api/v1/clients/" + client.id() + "/rotate", "{\"grace\":\"PT1H\"}")
                        .expect(201));
        advance(rekey, "PT1H").expect(200);
        rekey.token(client).expect(401);
        String before = rekey.signIn().get("/api/v1/demo/clock").text("now");
        process.kill();

        assertThatThrownBy(() -> RekeyProcess.start(directory)).hasMessageContaining("it stopped");
        assertThat(Files.readString(directory.resolve("rekey.log")))
                .contains("must not go back: start it with rekey.demo.clock=true");
        process = RekeyProcess.start(directory, MOVABLE);
        RekeyHttp again = process.http();
        assertThat(again.get("/api/v1/demo/clock").text("now")).isGreaterThan(before);
        again.token(client).expect(401);
        again.token(rotated).expect(200);
    }

    @Test
    void tokens_are_issued_and_good_after_a_year_that_was_over_at_once() {
        RekeyHttp rekey = process.http().withAnApi();
        Credentials program = rekey.createClient("Old", "\"rotationInterval\":\"never\"");
        advance(rekey, "P400D").expect(200);
        rekey.signIn();
        String token = rekey.token(program).expect(200).text("access_token");
        assertThat(rekey.introspect(token).isActive()).isTrue();
        rekey.get("/actuator/health/readiness").expect(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 422",
                "{\"advance\":\"PT0S\"} | 422",
                "{\"advance\":\"-P4D\"} | 422",
                "{\"advance\":\"P1M\"} | 422",
                "{\"advance\":\"soon\"} | 422",
                "{\"advance\":\"P3661D\"} | 422",
                "{\"advance\":\"PT2562047788015215H\"} | 422",
                "{\"advance\":4} | 400",
                "{\"advance\":\"P4D\",\"to\":\"2030-01-01T00:00:00Z\"} | 400",
                "4 | 400",
            })
    void time_moves_forward_alone_and_not_too_far(String body, int status) {
        RekeyHttp rekey = process.http();
        String before = rekey.get("/api/v1/demo/clock").text("offset");
        Answer refused = rekey.post("/api/v1/demo/clock", body).expect(status);
        assertThat(refused.text("type")).startsWith("urn:rekey:problem:");
        assertThat(rekey.get("/api/v1/demo/clock").text("offset")).isEqualTo(before);
    }

    @Test
    void time_is_not_for_callers_of_one_tenant() {
        RekeyHttp rekey = process.http();
        Credentials theirs = rekey.create(
                "Of a tenant", "\"tenant\":\"acme\",\"scopes\":[{\"api\":\"rekey\",\"access\":[\"READ\",\"WRITE\"]}]");
        RekeyHttp bound = rekey.as(theirs);
        bound.get("/api/v1/demo/clock").expect(403);
        advance(bound, "PT1S").expect(403);
    }

    private static Answer advance(RekeyHttp rekey, String by) {
        return rekey.post("/api/v1/demo/clock", "{\"advance\":\"" + by + "\"}");
    }

    private static JsonNode mails(RekeyHttp rekey, Credentials client) {
        return rekey.get("/api/v1/mailbox?client=" + client.id())
                .expect(200)
                .json()
                .path("items");
    }
}
