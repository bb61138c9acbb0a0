package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rekey.journey.RekeyHttp.Credentials;
import org.springframework.util.FileSystemUtils;

/** A backup is put back: what was denied since it was made must not work again without anybody noticing. */
@Tag("faults")
class RestoreIT {

    private static final String OPAQUE = "\"token\":{\"format\":\"OPAQUE\"}";

    @TempDir
    Path directory;

    private @Nullable RekeyProcess process;
    private Credentials kept = new Credentials("", "");
    private Credentials deleted = new Credentials("", "");
    private Credentials later = new Credentials("", "");
    private String before = "";
    private String jwtOfTheFuture = "";
    private String opaqueOfTheFuture = "";

    /** Two clients are in the backup; afterwards one is deleted, and a third made. */
    @BeforeEach
    void run() throws Exception {
        RekeyHttp rekey = start().http().withAnApi();
        kept = rekey.createClient("kept", "");
        deleted = rekey.createClient("deleted", "");
        before = rekey.token(kept).token();
        stop();
        copy(data(), directory.resolve("backup"));
        rekey = start().http();
        assertThat(rekey.introspect(before).isActive())
                .as("a restart is no restore")
                .isTrue();
        rekey.delete("/api/v1/clients/" + deleted.id()).expect(204);
        later = rekey.createClient("later", OPAQUE);
        jwtOfTheFuture = rekey.token(kept).token();
        opaqueOfTheFuture = rekey.token(later).token();
        stop();
    }

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    @Test
    void B08_the_folder_of_the_database_put_back_is_noticed_at_the_start() throws Exception {
        FileSystemUtils.deleteRecursively(data().resolve("postgres"));
        copy(directory.resolve("backup/postgres"), data().resolve("postgres"));

        assertNothingIsAccepted(startUnready());
        stop();
        assertNothingIsAccepted(startUnready());
        stop();
        assertGoesOnAfter("2026-11-29");
    }

    @Test
    void B08_the_whole_folder_put_back_is_noticed_at_the_first_token_from_the_future() throws Exception {
        putWholeFolderBack();
        RekeyHttp rekey = start().http().withAnApi();
        for (String forged : forgeries()) {
            assertThat(rekey.introspect(forged).isActive()).isFalse();
        }
        assertThat(rekey.token(deleted).status()).as("nobody can know yet").isEqualTo(200);
        assertThat(process.health("readiness")).isEqualTo(200);

        assertThat(rekey.introspect(jwtOfTheFuture).isActive()).isFalse();
        assertNothingIsAccepted(process);
        process.kill();
        assertNothingIsAccepted(startUnready());
        stop();
        assertGoesOnAfter("2026-11-29");
    }

    @Test
    void B08_the_whole_folder_put_back_and_written_on_is_noticed_at_a_token_of_another_past() throws Exception {
        putWholeFolderBack();
        RekeyHttp rekey = start().http().withAnApi();
        for (int i = 0; i < 5; i++) {
            rekey.createClient("another past " + i, "");
        }
        assertThat(rekey.check(opaqueOfTheFuture, "GET", "/").status()).isEqualTo(401);
        assertNothingIsAccepted(process);
        stop();
        assertGoesOnAfter("2026-11-29");
    }

    @Test
    void B08_the_whole_folder_put_back_is_confirmed_before_anybody_notices() throws Exception {
        putWholeFolderBack();
        assertGoesOnAfter("tape 7");
    }

    /** What was issued before is inactive and changes nothing; the same word has no effect a second time. */
    private void assertGoesOnAfter(String word) throws Exception {
        RekeyHttp rekey = start("--rekey.restored=" + word).http();
        for (String old : List.of(before, jwtOfTheFuture, opaqueOfTheFuture)) {
            assertThat(rekey.introspect(old).isActive()).isFalse();
        }
        assertThat(rekey.token(deleted).status())
                .as("it works until it is deleted again")
                .isEqualTo(200);
        assertThat(rekey.token(later).status()).isEqualTo(401);
        String fresh = rekey.token(kept).token();
        assertThat(rekey.introspect(fresh).isActive()).isTrue();
        assertThat(process.health("readiness")).isEqualTo(200);
        assertRestores(rekey, 1);
        assertListsWhatHasToBeRotated(rekey);
        stop();

        rekey = start("--rekey.restored=" + word).http();
        assertThat(rekey.introspect(fresh).isActive()).isTrue();
        assertThat(rekey.introspect(jwtOfTheFuture).isActive()).isFalse();
        assertRestores(rekey, 1);
    }

    private void assertListsWhatHasToBeRotated(RekeyHttp rekey) {
        Awaitility.await().untilAsserted(() -> assertThat(restored(rekey))
                .contains(kept.id(), deleted.id())
                .doesNotContain(later.id()));
        Credentials another = rekey.createClient("made after the restore", "");
        rekey.post("/api/v1/clients/" + deleted.id() + "/rotate", "{\"grace\":\"PT0S\"}")
                .expect(201);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(restored(rekey)).contains(kept.id()).doesNotContain(deleted.id(), another.id()));
    }

    private static List<String> restored(RekeyHttp rekey) {
        List<String> ids = new ArrayList<>();
        rekey.get("/api/v1/clients?restored=true&limit=100")
                .expect(200)
                .json()
                .path("items")
                .forEach(item -> ids.add(item.path("clientId").asString()));
        return ids;
    }

    private static void assertRestores(RekeyHttp rekey, int expected) {
        Awaitility.await().untilAsserted(() -> assertThat(rekey.get("/api/v1/audit?type=log.restored")
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(expected));
    }

    private void assertNothingIsAccepted(RekeyProcess unready) {
        RekeyHttp rekey = unready.anonymously();
        assertThat(unready.health("readiness")).isEqualTo(503);
        assertThat(unready.health("liveness")).isEqualTo(200);
        for (Credentials client : List.of(kept, deleted, later)) {
            assertThat(rekey.token(client).status()).isEqualTo(503);
        }
        assertThat(rekey.introspect(before).status()).isEqualTo(503);
        assertThat(rekey.check(before, "GET", "/").status()).isEqualTo(503);
        assertThat(rekey.revoke(kept, before).status()).isEqualTo(503);
        assertThat(rekey.get("/api/v1/clients").status()).isEqualTo(503);
        assertThat(rekey.get("/scim/v2/Users").status()).isEqualTo(503);
        Answer signIn = rekey.send(rekey.request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"userName\":\"admin\",\"password\":\"wrong\"}")));
        assertThat(signIn.status()).isEqualTo(503);
        assertThat(signIn.header("Retry-After")).isNotEmpty();
        assertThat(directory.resolve("rekey.log")).content().contains("--rekey.restored=", "docs/restoring.md");
    }

    /** None of which was signed or sealed here as it stands. */
    private List<String> forgeries() {
        String claims = jwtOfTheFuture.split("\\.")[1];
        return List.of(
                jwtOfTheFuture.substring(0, jwtOfTheFuture.length() - 4) + "AAAA",
                jwtOfTheFuture.replace(claims, claims.substring(0, claims.length() - 4) + "fQ"),
                opaqueOfTheFuture.substring(0, opaqueOfTheFuture.length() - 4) + "AAAA",
                "eyJhbGciOiJub25lIn0." + claims + ".");
    }

    private RekeyProcess start(String... settings) throws IOException {
        process = RekeyProcess.start(directory, settings);
        return process;
    }

    private RekeyProcess startUnready() throws IOException {
        process = RekeyProcess.startUnready(directory);
        return process;
    }

    private void putWholeFolderBack() throws IOException {
        FileSystemUtils.deleteRecursively(data());
        copy(directory.resolve("backup"), data());
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** With the permissions that PostgreSQL insists on. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
