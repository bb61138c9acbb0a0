package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.client.DeleteClient;
import org.rekey.token.TestClient.Spec;

class OutageIT {

    private static final CuttableDatabase database = new CuttableDatabase();
    private static final TokenServer server = TokenServer.start(database.properties());

    @AfterAll
    static void close() throws IOException {
        server.close();
        database.close();
    }

    private static void assertUnavailable(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.error()).isEqualTo("temporarily_unavailable");
    }

    @Test
    void I2_R21_while_the_database_is_down_what_is_warm_goes_on_and_what_must_be_written_is_answered_503() {
        TestClient warm = server.client("warm", "rekey-tokens");
        TestClient opaque =
                TestClient.create(server, Spec.of("warm-opaque", "rekey-tokens").opaque());
        TestClient cold = server.client("cold", "rekey-tokens");
        String token = warm.newToken();
        String handle = opaque.newToken();
        assertThat(warm.introspect(token).active()).isTrue();

        database.cut();

        assertThat(warm.token().status()).isEqualTo(200);
        assertThat(opaque.token().status()).isEqualTo(200);
        assertThat(warm.introspect(token).active()).isTrue();
        assertThat(opaque.introspect(handle).active()).isTrue();
        assertThat(server.get("/oauth2/jwks").status()).isEqualTo(200);
        assertUnavailable(cold.token());
        assertThat(new TestClient(server, new ClientId("nobody"), warm.secretId(), warm.secret())
                        .token()
                        .status())
                .isEqualTo(401);
        assertUnavailable(warm.revoke(token));
        assertThat(warm.introspect(token).active()).isTrue();

        database.mend();

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(warm.revoke(token).status()).isEqualTo(200));
        assertThat(warm.introspect(token).active()).isFalse();
        assertThat(cold.token().status()).isEqualTo(200);
        server.does(new DeleteClient(warm.id()));
        assertThat(warm.token().status()).isEqualTo(401);
    }
}
