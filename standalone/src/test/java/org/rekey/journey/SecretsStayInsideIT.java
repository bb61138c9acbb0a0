package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rekey.journey.RekeyHttp.Credentials;

/**
 * I12: a secret is in the answer that shows it and nowhere else: not in the log, not in the database's tables, not in its
 * write-ahead log. Nor is a token. {@code -Drekey.calls=10000} makes more calls.
 */
class SecretsStayInsideIT {

    private static final int ROUNDS = Integer.getInteger("rekey.calls", 1000) / 20;
    private static final String IMPORTED = "1356GYNU-imported";
    private static final Set<String> SKIPPED = Set.of("first-run.json");

    @TempDir
    Path directory;

    private RekeyProcess process;
    private final Set<String> secrets = new TreeSet<>();

    @AfterEach
    void stop() throws Exception {
        process.kill();
    }

    @Test
    void T70_no_secret_and_no_token_is_kept_anywhere() throws Exception {
        process = RekeyProcess.start(directory);
        RekeyHttp rekey = process.http().withAnApi();
        Credentials imported = rekey.createClient("imported", "\"clientSecret\":\"" + IMPORTED + "\"");
        secrets.add(imported.secret());
        for (int round = 0; round < ROUNDS; round++) {
            mixedCalls(rekey, imported, round);
        }
        String noticed = "noticed-" + System.nanoTime();
        rekey.createClient(noticed, "");
        process.kill();
        awaitPostgres();

        assertThat(secrets).hasSizeGreaterThan(3 * ROUNDS);
        assertThat(whereIs(List.of(noticed)))
                .as("this search finds what is there")
                .isNotEmpty();
        assertThat(whereIs(secrets)).isEmpty();
    }

    /** It outlives the killed process by a moment, and tidies up. */
    private void awaitPostgres() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !Files.exists(directory.resolve("data/postgres/postmaster.pid")));
    }

    private void mixedCalls(RekeyHttp rekey, Credentials imported, int round) {
        String format = round % 2 == 0 ? "jwt" : "opaque";
        Credentials client = seen(rekey.createClient("c" + round, "\"token\":{\"format\":\"" + format + "\"}"));
        String path = "/api/v1/clients/" + client.id();
        String token = seen(rekey.token(client).token());
        seen(rekey.token(imported).token());
        rekey.introspect(token).expect(200);
        rekey.revoke(client, token).expect(200);
        seen(Credentials.of(rekey.send(rekey.request(path + "/rotate")
                .header(
                        "Authorization",
                        "Bearer " + seen(rekey.token(administrator()).token()))
                .header("Idempotency-Key", "key-" + round)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")))));
        mistakes(rekey, client, token, path);
        rekey.delete(path).expect(204);
        rekey.token(client).expect(401);
    }

    /** What people get wrong is what ends in logs. */
    private static void mistakes(RekeyHttp rekey, Credentials client, String token, String path) {
        String secret = client.secret();
        rekey.send(rekey.form("/oauth2/token?client_id=" + client.id() + "&client_secret=" + secret, ""))
                .expect(400);
        rekey.send(rekey.form("/oauth2/token", "grant_type=" + secret + "&client_id=x&client_secret=y"));
        rekey.send(rekey.form("/oauth2/" + secret, "token=" + token));
        rekey.form("/oauth2/token", client, "grant_type=client_credentials&scope=" + secret)
                .expect(400);
        rekey.form("/oauth2/introspect", client, "token_type_hint=" + token).expect(400);
        rekey.patch(path, "{\"clientSecret\":\"" + secret + "\"}");
        rekey.post(path + "/rotate", "{\"grace\":\"" + secret + "\"}").expect(422);
        rekey.post("/api/v1/clients", "{\"name\":\"half a body\",\"clientSecret\":\"" + secret);
        rekey.get("/api/v1/clients?q=" + secret);
        rekey.get("/api/v1/audit?actor=" + token);
        rekey.get("/api/v1/clients/" + secret);
        rekey.send(rekey.request("/oauth2/check")
                .header("Authorization", "Bearer " + token)
                .GET());
    }

    private Credentials administrator() {
        return Credentials.of(RekeyHttp.firstRun(directory.resolve("data")));
    }

    private Credentials seen(Credentials client) {
        secrets.add(client.secret());
        return client;
    }

    private String seen(String token) {
        secrets.add(token);
        return token;
    }

    private List<String> whereIs(Iterable<String> texts) throws IOException {
        List<String> places = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("postgres-binaries"))
                    .filter(file -> !SKIPPED.contains(file.getFileName().toString()))
                    .forEach(file -> search(file, texts, places));
        }
        return places;
    }

    private static void search(Path file, Iterable<String> texts, List<String> places) {
        try {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (String text : texts) {
                if (content.contains(text)) {
                    places.add(file + " holds " + text);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
