package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.clock;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.currentSecret;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.lastPayload;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.workingSecrets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.domain.secret.SecretText;

class RotationIT {

    @Test
    void rotating_gives_a_new_secret_and_says_how_long_the_previous_one_works() {
        String id = createClient("admin");
        String first = currentSecret(id).id().value();
        Reply rotated = rotate(id, "{}").expect(201);
        assertThat(SecretText.isWellFormed(rotated.text("/clientSecret"))).isTrue();
        assertThat(rotated.text("/secretId")).isEqualTo(currentSecret(id).id().value());
        assertThat(rotated.text("/expiresAt"))
                .isEqualTo(clock.instant().plus(Duration.ofDays(90)).toString());
        assertThat(rotated.text("/previous/secretId")).isEqualTo(first);
        assertThat(rotated.text("/previous/validUntil"))
                .isEqualTo(clock.instant().plus(Duration.ofHours(24)).toString());
        assertThat(rotated.json().propertyNames())
                .containsExactlyInAnyOrder("clientId", "clientSecret", "secretId", "expiresAt", "previous");
        assertThat(workingSecrets(id)).containsExactly(first, rotated.text("/secretId"));
    }

    @Test
    void a_rotation_needs_no_body() {
        post("admin", "/clients/" + createClient("admin") + "/rotate").expect(201);
    }

    @Test
    void without_grace_only_the_new_secret_works() {
        String id = createClient("admin");
        Reply rotated = rotate(id, "{\"grace\":\"PT0S\"}").expect(201);
        assertThat(rotated.text("/previous/validUntil"))
                .isEqualTo(clock.instant().toString());
        assertThat(workingSecrets(id)).containsExactly(rotated.text("/secretId"));
    }

    @Test
    void I3_rotating_again_within_the_grace_period_leaves_two_secrets() {
        String id = createClient("admin");
        String second = rotate(id, "{}").expect(201).text("/secretId");
        String third = rotate(id, "{}").expect(201).text("/secretId");
        assertThat(workingSecrets(id)).containsExactly(second, third);
    }

    @Test
    void a_retired_secret_has_no_grace_period() {
        String id = createClient("admin");
        String leaked = currentSecret(id).id().value();
        post("admin", "/clients/" + id + "/secrets/" + leaked + "/retire").expect(204);
        assertThat(workingSecrets(id)).isEmpty();
        assertThat(rotate(id, "{}").expect(201).json().path("previous").isNull())
                .isTrue();
        assertThat(workingSecrets(id)).hasSize(1);
    }

    @Test
    void retiring_an_unknown_secret_is_404() {
        String id = createClient("admin");
        post("admin", "/clients/" + id + "/secrets/none/retire").expect(404);
        post("admin", "/clients/nobody/secrets/none/retire").expect(404);
    }

    @Test
    void tokens_issued_so_far_can_die_with_the_rotation() {
        String id = createClient("admin");
        rotate(id, "{\"grace\":\"PT0S\",\"revokeTokens\":true}").expect(201);
        assertThat(eventsOf("client:" + id)).contains("client.tokens-revoked");
        rotate(id, "{\"revokeTokens\":false}").expect(201);
        assertThat(eventsOf("client:" + id)).containsOnlyOnce("client.tokens-revoked");
    }

    @Test
    void a_grace_period_can_be_asked_to_end_once_safe() {
        String id = createClient("admin");
        rotate(id, "{\"endGraceWhenSafe\":true}").expect(201);
        assertThat(lastPayload("client:" + id)).contains("\"endGraceWhenSafe\":true");
        for (String body : List.of("{\"endGraceWhenSafe\":false}", "{}")) {
            rotate(id, body).expect(201);
            assertThat(lastPayload("client:" + id))
                    .contains("previousValidUntil")
                    .doesNotContain("endGraceWhenSafe");
        }
        rotate(id, "{\"endGraceWhenSafe\":\"yes\"}").expect(400, "endGraceWhenSafe");
    }

    @ParameterizedTest
    @CsvSource({"PT24H0.001S,422", "-PT1S,422", "1 day,422", "P1D,201", "PT0.5S,201"})
    void the_grace_period_is_0_to_24_hours(String grace, int status) {
        rotate(createClient("admin"), "{\"grace\":\"" + grace + "\"}").expect(status);
    }

    @Test
    void unknown_fields_are_400() {
        rotate(createClient("admin"), "{\"secret\":\"x\"}").expect(400, "secret");
    }

    @Test
    void A13_a_deleted_client_cannot_be_rotated() {
        String id = createClient("admin");
        delete("admin", "/clients/" + id).expect(204);
        rotate(id, "{}").expect(409);
    }

    @Test
    void F26_A12_of_two_who_rotate_at_once_on_two_nodes_one_wins_and_two_secrets_work() {
        String id = createClient("admin");
        for (int round = 0; round < 20; round++) {
            String before = currentSecret(id).id().value();
            List<Reply> replies = LogLock.whileHeld(
                    2, number -> TestService.node(number).post("admin", "/clients/" + id + "/rotate", "{}"));
            assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(201, 409);
            Reply winner = replies.get(0).status() == 201 ? replies.get(0) : replies.get(1);
            assertThat(workingSecrets(id)).containsExactly(before, winner.text("/secretId"));
        }
    }

    @Test
    void F26_A12_within_one_node_a_rotation_is_refused_while_another_one_is_under_way() {
        String id = createClient("admin");
        List<Reply> refused = new ArrayList<>();
        List<Reply> winners = LogLock.whileHeld(1, number -> rotate(id, "{}"), () -> refused.add(rotate(id, "{}")));
        winners.get(0).expect(201);
        refused.get(0).expect(409);
        rotate(id, "{}").expect(201);
    }

    @Test
    void F26_A12_of_two_who_build_on_one_version_one_wins_whenever_they_come() {
        String id = createClient("admin");
        String path = "/clients/" + id + "/rotate";
        for (int round = 0; round < 50; round++) {
            String tag =
                    TestService.post("admin", "/clients/" + id + "/suspend").header("ETag");
            List<Integer> statuses = Together.run(
                    2, number -> post("admin", path, "{}", "If-Match", tag).status());
            assertThat(statuses).containsOnlyOnce(201).containsAnyOf(409, 412);
            assertThat(workingSecrets(id)).hasSize(2);
        }
    }

    @Test
    void A12_with_a_version_of_two_who_rotate_one_after_the_other_the_second_is_refused() {
        String id = createClient("admin");
        String path = "/clients/" + id + "/rotate";
        post("admin", path, "{}", "If-Match", "\"1\"").expect(201);
        post("admin", path, "{}", "If-Match", "\"1\"").expect(412);
        assertThat(workingSecrets(id)).hasSize(2);
    }

    @Test
    void a_shorter_interval_shortens_what_is_left_but_not_below_a_day() {
        String id = createClient("admin", "\"rotationInterval\":\"P365D\"");
        clock.tick(Duration.ofDays(30));
        patch("admin", "/clients/" + id, "{\"rotationInterval\":\"P7D\"}").expect(200);
        assertThat(currentSecret(id).expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
    }

    private static Reply rotate(String id, String body) {
        return post("admin", "/clients/" + id + "/rotate", body);
    }
}
