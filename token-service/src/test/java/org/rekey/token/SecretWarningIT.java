package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.token.TestClient.Spec;

class SecretWarningIT {

    private static final TokenServer server = TokenServer.shared();

    private static void assertWarned(Reply reply, String what, long seconds) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.json().path("secret_expires_in").asLong()).isEqualTo(seconds);
        assertThat(reply.headers().allValues("Rekey-Warning")).containsExactly(what + "; expires_in=" + seconds);
    }

    private static void assertNotWarned(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.json().has("secret_expires_in")).isFalse();
        assertThat(reply.header("Rekey-Warning")).isEmpty();
    }

    @Test
    void DV_39_who_uses_a_secret_in_its_grace_period_is_told_when_it_stops() {
        TestClient old = server.client("warned-of-rotation", "orders");
        assertNotWarned(old.token());

        TestClient current = old.rotate(Duration.ofHours(24));

        assertWarned(old.token(), "secret-retiring", 86_400);
        assertNotWarned(current.token());
        server.clock().tick(Duration.ofMillis(1));
        assertWarned(old.token(), "secret-retiring", 86_399);
        server.clock().tick(Duration.ofHours(24).minusMillis(2));
        assertWarned(old.token(), "secret-retiring", 0);
    }

    @Test
    void who_uses_a_secret_that_expires_within_three_days_is_told_too() {
        TestClient client = TestClient.create(
                server, Spec.of("warned-of-expiry", "orders").interval("P7D").extensions(Map.of("a", 1)));
        server.clock().tick(Duration.ofDays(4).minusMillis(1));
        assertNotWarned(client.token());

        server.clock().tick(Duration.ofMillis(1));

        assertWarned(client.token(), "secret-expiring", 3 * 86_400);
        assertThat(client.token().json().path("extensions").path("a").asInt()).isEqualTo(1);
    }

    @Test
    void of_grace_and_expiry_what_ends_first_counts() {
        TestClient old = TestClient.create(
                server, Spec.of("warned-of-the-first", "orders").interval("P7D"));
        server.clock().tick(Duration.ofDays(7).minusHours(1));
        old.rotate(Duration.ofHours(24));

        assertWarned(old.token(), "secret-retiring", 3600);
    }

    @Test
    void what_is_no_token_says_nothing_of_it() {
        TestClient old = server.client("warned-at-tokens-alone", "orders");
        String token = old.newToken();
        old.rotate(Duration.ofHours(24));

        assertNotWarned(old.introspect(token));
        Reply refused = old.token("&scope=not-granted");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Rekey-Warning")).isEmpty();
        assertThat(refused.json().has("secret_expires_in")).isFalse();
    }

    @Test
    void how_long_before_its_expiry_is_a_setting() {
        Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.freshProperties());
        properties.put("rekey.reminders.before", "P10D");
        try (TokenServer own = TokenServer.start(properties)) {
            assertWarned(
                    TestClient.create(own, Spec.of("early", "rekey-tokens").interval("P7D"))
                            .token(),
                    "secret-expiring",
                    7 * 86_400);
        }
    }
}
