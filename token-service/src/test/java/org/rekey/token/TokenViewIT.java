package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.RevokeClientTokens;
import org.rekey.domain.client.SuspendClient;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.eventstore.Replays;
import org.rekey.token.TestClient.Spec;

class TokenViewIT {

    private static final TokenServer server = TokenServer.start();

    @AfterAll
    static void close() {
        server.close();
    }

    private static Replays.Replay finished() {
        Replays replays = server.bean(Replays.class);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> replays.status("token.view").replay() != null
                        && replays.status("token.view").replay().state() != Replays.State.RUNNING);
        Replays.Replay replay = replays.status("token.view").replay();
        if (replay == null) {
            throw new AssertionError("no replay");
        }
        return replay;
    }

    @Test
    void I6_rebuilding_gives_the_same_rows_and_no_request_fails_meanwhile() {
        server.register("first", "READ", "WRITE");
        TestClient lives = server.client("lives", "first");
        TestClient rotated = lives.rotate(Duration.ofHours(1));
        TestClient suspended = server.client("suspended", "first");
        TestClient deleted = server.client("deleted", "first");
        TestClient opaque = TestClient.create(
                server,
                Spec.of("opaque", "first:READ,WRITE").opaque().tenant("acme").authorities("a", 1));
        server.does(new SuspendClient(suspended.id()));
        server.does(new DeleteClient(deleted.id()));
        server.does(new RevokeClientTokens(opaque.id()));
        server.does(new RetireSecret(lives.id(), lives.secretId(), RetiredReason.REVOKED));
        rotated.revoke(rotated.newToken());

        server.bean(Replays.class).verify("token.view");
        Replays.Replay verified = finished();
        assertThat(verified.state()).isEqualTo(Replays.State.DONE);
        assertThat(verified.difference()).isNotNull();
        assertThat(verified.difference().rows()).isEmpty();

        server.bean(Replays.class).start("token.view");
        AtomicInteger asked = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    assertThat(rotated.token().status()).isEqualTo(200);
                    asked.incrementAndGet();
                    return server.bean(Replays.class)
                                    .status("token.view")
                                    .replay()
                                    .state()
                            == Replays.State.DONE;
                });
        assertThat(asked.get()).isPositive();
        assertThat(List.of(
                        rotated.token().status(),
                        opaque.token().status(),
                        suspended.token().status(),
                        deleted.token().status()))
                .containsExactly(200, 200, 401, 401);
        server.does(new DeleteClient(rotated.id()));
        assertThat(rotated.token().status()).isEqualTo(401);
    }
}
