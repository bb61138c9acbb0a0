package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rekey.journey.RekeyHttp.Credentials;

/**
 * I5: what was answered is there after {@code kill -9} and a second start. Five rounds; {@code -Drekey.kills=50} makes it
 * fifty.
 */
class KillNineIT {

    private static final int ROUNDS = Integer.getInteger("rekey.kills", 5);
    private static final long SEED = Long.getLong("rekey.seed", System.nanoTime());

    @TempDir
    Path directory;

    private RekeyProcess process;

    @AfterEach
    void stop() throws Exception {
        process.kill();
    }

    @Test
    void an_answered_command_survives_kill_9() throws Exception {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        process = RekeyProcess.start(directory);
        Credentials client = process.http().withAnApi().createClient("survivor", "");
        for (int round = 0; round < ROUNDS; round++) {
            client = act(random.nextInt(5), client, round);
        }
    }

    /** One command, kill -9 once its answer is read, a second start, and a look at the effect. */
    private Credentials act(int choice, Credentials client, int round) throws Exception {
        RekeyHttp rekey = process.http();
        String path = "/api/v1/clients/" + client.id();
        switch (choice) {
            case 0 -> {
                Credentials created = rekey.createClient("survivor " + round, "");
                restart().token(created).expect(200);
                return client;
            }
            case 1 -> {
                Credentials rotated = Credentials.of(
                        rekey.post(path + "/rotate", "{\"grace\":\"PT0S\"}").expect(201));
                RekeyHttp again = restart();
                again.token(client).expect(401);
                again.token(rotated).expect(200);
                return rotated;
            }
            case 2 -> {
                String token = rekey.token(client).expect(200).text("access_token");
                rekey.revoke(client, token).expect(200);
                RekeyHttp again = restart();
                assertThat(again.introspect(token).isActive()).isFalse();
                again.token(client).expect(200);
                return client;
            }
            case 3 -> {
                assertThat(rekey.post(path + "/suspend", "").status()).isBetween(200, 204);
                RekeyHttp again = restart();
                again.token(client).expect(401);
                assertThat(again.post(path + "/resume", "").status()).isBetween(200, 204);
                return client;
            }
            default -> {
                rekey.delete(path).expect(204);
                RekeyHttp again = restart();
                again.token(client).expect(401);
                again.get(path).expect(404);
                return again.createClient("survivor after " + round, "");
            }
        }
    }

    private RekeyHttp restart() throws Exception {
        process.kill();
        process = RekeyProcess.start(directory);
        return process.http();
    }
}
