package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.Endpoint;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.client.DeleteClient;
import org.rekey.eventstore.testing.CuttableDatabase;
import org.rekey.token.TestClient.Spec;
import org.rekey.token.client.Clients;

class OutageIT {

    private static final int CUTS = Integer.getInteger("rekey.cuts", 8);
    private static final long SEED = Long.getLong("rekey.seed", System.nanoTime());

    private static final CuttableDatabase database = new CuttableDatabase();
    private static final TokenServer server = TokenServer.start(database.properties());

    @AfterAll
    static void close() throws IOException {
        server.close();
        database.close();
    }

    /** Connections that an earlier cut has broken are gone by then. */
    @BeforeEach
    void awaitDatabase() {
        await().during(Duration.ofMillis(800))
                .atMost(Duration.ofSeconds(15))
                .ignoreExceptions()
                .until(() -> server.jdbc().sql("select 1").query(Integer.class).single() == 1);
    }

    private static void assertUnavailable(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.error()).isEqualTo("temporarily_unavailable");
    }

    @Test
    void I2_R21_while_the_database_is_down_what_is_warm_goes_on_and_what_must_be_written_is_answered_503() {
        server.does(new RegisterApi(
                new ApiKey("assets"),
                new ApiDefinition(
                        "Assets",
                        Set.of(AccessLevel.READ),
                        Map.of(),
                        null,
                        List.of(Endpoint.of("GET", "/assets", AccessLevel.READ)))));
        TestClient warm = server.client("warm", "rekey-tokens", "assets");
        TestClient opaque =
                TestClient.create(server, Spec.of("warm-opaque", "rekey-tokens").opaque());
        TestClient cold = server.client("cold", "rekey-tokens");
        String token = warm.newToken();
        String handle = opaque.newToken();
        assertThat(warm.introspect(token).active()).isTrue();
        assertThat(server.check(token, "GET", "/assets").status()).isEqualTo(200);
        String ofForgotten = server.client("forgotten", "assets").newToken();
        server.bean(Clients.class).clientChanged("forgotten");

        database.cut();

        assertThat(warm.token().status()).isEqualTo(200);
        assertThat(opaque.token().status()).isEqualTo(200);
        assertThat(warm.introspect(token).active()).isTrue();
        assertThat(opaque.introspect(handle).active()).isTrue();
        assertThat(server.check(token, "GET", "/assets").status()).isEqualTo(200);
        assertUnavailable(server.check(ofForgotten, "GET", "/assets"));
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

    /** B10: a connection may be lost at any moment: in a handler, at the commit, before there is a transaction. */
    @Test
    void B10_whenever_connections_are_lost_warm_tokens_are_issued_all_along() throws Exception {
        Random random = new Random(SEED);
        TestClient warm = server.client("warm-all-along", "rekey-tokens");
        String token = warm.newToken();
        AtomicBoolean over = new AtomicBoolean();
        Thread writing = new Thread(() -> write(over), "writing");
        writing.start();
        Map<String, Integer> refused = new HashMap<>();
        try {
            for (int cut = 0; cut < CUTS; cut++) {
                ask(warm, token, random.nextInt(400), refused);
                database.cut();
                ask(warm, token, random.nextInt(300), refused);
                database.mend();
            }
            ask(warm, token, 1_000, refused);
        } finally {
            over.set(true);
            writing.join();
        }
        assertThat(refused).as("seed " + SEED).isEmpty();
    }

    private static void ask(TestClient client, String token, long millis, Map<String, Integer> refused) {
        long deadline = System.nanoTime() + millis * 1_000_000;
        do {
            Reply issued = client.token();
            Reply checked = server.check(token, "GET", "/nowhere");
            if (issued.status() != 200 || checked.status() == 503) {
                refused.merge(issued + " " + checked, 1, Integer::sum);
            }
        } while (System.nanoTime() < deadline);
    }

    private static void write(AtomicBoolean over) {
        for (int i = 0; !over.get(); i++) {
            try {
                server.client("written-" + i, "rekey-tokens");
            } catch (RuntimeException outage) {
                // The next one may come through.
            }
        }
    }
}
