package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.ResumeClient;
import org.rekey.domain.client.SuspendClient;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.token.TestClient.Spec;

class SecretLifeIT {

    private static final TokenServer server = TokenServer.shared();

    private static void assertRefused(TestClient client) {
        Reply reply = client.token();
        assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        assertThat(reply.error()).isEqualTo("invalid_client");
    }

    private static void assertAccepted(TestClient client) {
        assertThat(client.token().status()).isEqualTo(200);
    }

    @Test
    void T45_DV_14_a_secret_works_until_just_before_it_expires() {
        TestClient client =
                TestClient.create(server, Spec.of("expires", "orders").interval("P7D"));

        server.clock().tick(Duration.ofDays(7).minusMillis(1));
        assertAccepted(client);
        server.clock().tick(Duration.ofMillis(1));
        assertRefused(client);
    }

    @Test
    void T46_T47_DV_39_DV_40_after_a_rotation_both_secrets_work_until_the_grace_period_ends_to_the_millisecond() {
        TestClient old = server.client("rotates", "orders");
        TestClient current = old.rotate(Duration.ofHours(24));

        assertAccepted(old);
        assertAccepted(current);
        assertThat(Jwt.of(old.newToken()).claim("sid")).isEqualTo(old.secretId().value());
        assertThat(Jwt.of(current.newToken()).claim("sid"))
                .isEqualTo(current.secretId().value());

        server.clock().tick(Duration.ofHours(24).minusMillis(1));
        assertAccepted(old);
        server.clock().tick(Duration.ofMillis(1));
        assertRefused(old);
        assertAccepted(current);
    }

    @Test
    void without_a_grace_period_the_old_secret_is_refused_at_once() {
        TestClient old = server.client("rotates-at-once", "orders");
        assertAccepted(old);

        TestClient current = old.rotate(Duration.ZERO);

        assertRefused(old);
        assertAccepted(current);
    }

    @Test
    void I3_of_three_secrets_the_oldest_is_refused_even_within_its_grace_period() {
        TestClient first = server.client("rotates-twice", "orders");
        TestClient second = first.rotate(Duration.ofHours(24));
        TestClient third = second.rotate(Duration.ofHours(24));

        assertRefused(first);
        assertAccepted(second);
        assertAccepted(third);
    }

    @Test
    void T48_a_secret_that_is_revoked_within_its_grace_period_is_refused_and_its_tokens_die() {
        TestClient old = server.client("revoked-in-grace", "orders");
        TestClient current = old.rotate(Duration.ofHours(24));
        String token = old.newToken();
        String survivor = current.newToken();

        server.does(new RetireSecret(old.id(), old.secretId(), RetiredReason.REVOKED));

        assertRefused(old);
        assertAccepted(current);
        assertThat(current.introspect(token).active()).isFalse();
        assertThat(current.introspect(survivor).active()).isTrue();
    }

    @Test
    void tokens_of_a_secret_whose_grace_period_is_over_live_on() {
        TestClient old = server.client("token-outlives-grace", "orders");
        String token = old.newToken();
        TestClient current = old.rotate(Duration.ZERO);

        assertThat(current.introspect(token).active()).isTrue();
    }

    @Test
    void T49_DV_46_DV_47_a_deleted_client_is_refused_and_its_tokens_are_dead() {
        TestClient client = server.client("deleted", "orders");
        TestClient other = TestClient.create(server, Spec.of("asks-about-deleted", "rekey-tokens"));
        String token = client.newToken();
        assertThat(other.introspect(token).active()).isTrue();

        server.does(new DeleteClient(client.id()));

        assertRefused(client);
        assertThat(other.introspect(token).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void a_suspended_client_is_refused_until_it_is_resumed() {
        TestClient client = server.client("suspended", "orders");
        TestClient other = TestClient.create(server, Spec.of("asks-about-suspended", "rekey-tokens"));
        String token = client.newToken();

        server.does(new SuspendClient(client.id()));
        assertRefused(client);
        assertThat(other.introspect(token).active()).isFalse();

        server.does(new ResumeClient(client.id()));
        assertAccepted(client);
        assertThat(other.introspect(token).active()).isTrue();
    }

    @Test
    void I1_a_denial_is_exact_from_the_first_request_after_the_answer() {
        for (int i = 0; i < 50; i++) {
            TestClient client = server.client("exact-" + i, "orders");
            assertAccepted(client);
            server.does(new DeleteClient(client.id()));
            assertRefused(client);
        }
    }

    @Test
    void DC_03_an_imported_secret_works_however_short_and_a_wrong_one_does_not() {
        TestClient imported =
                TestClient.create(server, Spec.of("imported", "orders").imported("hunter2"));

        assertRefused(new TestClient(server, imported.id(), imported.secretId(), "hunter3"));
        assertAccepted(imported);
        assertAccepted(imported);
        assertRefused(new TestClient(server, imported.id(), imported.secretId(), "hunter3"));
    }
}
