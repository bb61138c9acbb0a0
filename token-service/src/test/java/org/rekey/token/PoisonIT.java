package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoisonIT {

    @Test
    void F32_behind_an_event_that_cannot_be_read_the_answer_is_503_and_not_401() {
        try (TokenServer server = TokenServer.start()) {
            TestClient client = server.client("before-poison", "rekey-tokens");
            String token = client.newToken();

            server.jdbc()
                    .sql("insert into eventstore.event (event_identifier, aggregate_identifier, sequence_number, type,"
                            + " time_stamp, payload_type, payload_revision, payload, meta_data)"
                            + " values ('poison', 'poison:1', 0, 'poison', now(), 'no.such-event', '1', '{}', '{}')")
                    .update();

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                assertThat(client.token().status()).isEqualTo(503);
                assertThat(client.token().header("Retry-After")).isNotEmpty();
            });
            assertThat(client.introspect(token).status()).isEqualTo(503);
            assertThat(server.check(token, "GET", "/").status()).isEqualTo(503);
            assertThat(server.get("/oauth2/jwks").status()).isEqualTo(200);
        }
    }
}
