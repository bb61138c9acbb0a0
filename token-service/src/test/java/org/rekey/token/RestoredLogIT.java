package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.key.MasterKey;
import org.rekey.eventstore.testing.EmbeddedDatabase;

/** B08: a database is put back, and the mark with it. What is left are the tokens of the log that was lost. */
class RestoredLogIT {

    private static final String ORIGINAL = "restored";
    private static final String BACKUP = "restored_backup";
    private static final TestClient jwt;
    private static final TestClient opaque;
    private static final String before;
    private static final String jwtOfTheFuture;
    private static final String opaqueOfTheFuture;
    private static int copies;

    private final String backup = copy();

    static {
        EmbeddedDatabase.execute("create database " + ORIGINAL);
        try (TokenServer server = start(ORIGINAL)) {
            jwt = server.client("takes-jwt", "rekey-tokens:READ");
            opaque = TestClient.create(
                    server,
                    TestClient.Spec.of("takes-opaque", "rekey-tokens:READ").opaque());
            before = jwt.newToken();
        }
        EmbeddedDatabase.execute("create database " + BACKUP + " template " + ORIGINAL);
        try (TokenServer server = start(ORIGINAL)) {
            server.client("later", "rekey-tokens:READ");
            jwtOfTheFuture = at(server, jwt).newToken();
            opaqueOfTheFuture = at(server, opaque).newToken();
            assertThat(at(server, jwt).introspect(before).active()).isTrue();
        }
    }

    private static String copy() {
        String name = BACKUP + ++copies;
        EmbeddedDatabase.execute("create database " + name + " template " + BACKUP);
        return name;
    }

    private static TokenServer start(String database, String... settings) {
        Map<String, Object> all = new HashMap<>(EmbeddedDatabase.properties(
                EmbeddedDatabase.server().getJdbcUrl("postgres", database), "postgres", "postgres"));
        for (String setting : settings) {
            all.put(setting.split("=")[0], setting.split("=")[1]);
        }
        return TokenServer.start(all);
    }

    private static TestClient at(TokenServer server, TestClient client) {
        return new TestClient(server, client.id(), client.secretId(), client.secret());
    }

    private static void assertNothingIsAccepted(TokenServer server) {
        assertThat(at(server, jwt).token().status()).isEqualTo(503);
        assertThat(at(server, opaque).introspect(before).status()).isEqualTo(503);
        assertThat(server.check(before, "GET", "/").status()).isEqualTo(503);
    }

    private static String without(String token, int characters, String instead) {
        return token.substring(0, token.length() - characters) + instead;
    }

    @Test
    void B08_a_token_from_the_future_is_inactive_and_gives_the_restore_away() {
        try (TokenServer server = start(backup)) {
            TestClient asking = at(server, jwt);
            assertThat(asking.introspect(before).active()).isTrue();
            for (String future : List.of(jwtOfTheFuture, opaqueOfTheFuture)) {
                for (String forged : List.of(without(future, 4, "AAAA"), without(future, 1, ""), future + "A")) {
                    assertThat(asking.introspect(forged).active()).isFalse();
                }
            }
            assertThat(asking.token().status()).isEqualTo(200);

            assertThat(asking.introspect(jwtOfTheFuture).active()).isFalse();
            assertNothingIsAccepted(server);
        }
    }

    @Test
    void B08_a_token_from_the_future_gives_the_restore_away_at_a_gateway_and_when_it_is_revoked() {
        try (TokenServer server = start(backup)) {
            assertThat(server.check(opaqueOfTheFuture, "GET", "/").status()).isEqualTo(401);
            assertNothingIsAccepted(server);
        }
        try (TokenServer server = start(backup)) {
            assertThat(at(server, opaque).revoke(opaqueOfTheFuture).status()).isEqualTo(200);
            assertNothingIsAccepted(server);
        }
    }

    @Test
    void B08_a_token_of_another_past_gives_it_away_though_the_log_is_longer_by_now() {
        try (TokenServer server = start(backup)) {
            for (int i = 0; i < 5; i++) {
                server.client("another-past-" + i, "rekey-tokens:READ");
            }
            assertThat(at(server, jwt).introspect(jwtOfTheFuture).active()).isFalse();
            assertNothingIsAccepted(server);
        }
    }

    @Test
    void B08_after_the_operators_word_all_earlier_tokens_are_inactive_and_change_nothing() {
        try (TokenServer server = start(backup, "rekey.restored=monday")) {
            TestClient asking = at(server, jwt);
            for (String old : List.of(before, jwtOfTheFuture, opaqueOfTheFuture)) {
                assertThat(asking.introspect(old).active()).isFalse();
                assertThat(server.check(old, "GET", "/").status()).isEqualTo(401);
            }
            for (TestClient client : List.of(asking, at(server, opaque))) {
                String fresh = client.token().token();
                assertThat(client.introspect(fresh).active()).isTrue();
            }
        }
    }

    /** It was issued before the second restore, in a generation that only the lost log has known. */
    @Test
    void B08_a_token_of_a_generation_that_was_lost_is_inactive_and_changes_nothing_once_the_restore_is_confirmed() {
        String ofTheLost;
        try (TokenServer server = start(copy(), "rekey.restored=monday")) {
            ofTheLost = at(server, jwt).token().token();
        }
        try (TokenServer server = start(backup)) {
            assertThat(at(server, jwt).introspect(ofTheLost).active()).isFalse();
            assertNothingIsAccepted(server);
        }
        try (TokenServer server = start(backup, "rekey.restored=tuesday")) {
            assertThat(at(server, jwt).introspect(ofTheLost).active()).isFalse();
            assertThat(at(server, jwt).token().status()).isEqualTo(200);
        }
    }

    @Test
    void B08_a_token_of_an_earlier_version_is_good_until_a_restore_and_gives_it_away_by_a_secret_that_was_lost()
            throws Exception {
        try (TokenServer server = start(backup)) {
            TestClient asking = at(server, jwt);
            String known = tokenOfAnEarlierVersion(jwt.id(), jwt.secretId().value());
            String ofNoClient = tokenOfAnEarlierVersion(new ClientId("deleted"), "its-secret");
            String unknown = tokenOfAnEarlierVersion(jwt.id(), "lost-secret");
            assertThat(asking.introspect(known).active()).isTrue();
            assertThat(asking.introspect(ofNoClient).active()).isFalse();
            assertThat(asking.token().status()).isEqualTo(200);

            assertThat(asking.introspect(unknown).active()).isFalse();
            assertNothingIsAccepted(server);
        }
        try (TokenServer server = start(backup, "rekey.restored=monday")) {
            String known = tokenOfAnEarlierVersion(jwt.id(), jwt.secretId().value());
            assertThat(at(server, jwt).introspect(known).active()).isFalse();
        }
    }

    private static String tokenOfAnEarlierVersion(ClientId client, String credential) throws Exception {
        long now = TokenServer.START.getEpochSecond();
        String day = Long.toString(now / 86_400);
        MasterKey master = MasterKey.ofBase64(Base64.getEncoder().encodeToString(new byte[32]));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(master.derive("opaque-tokens"), "HmacSHA256"));
        byte[] content = String.join(
                        "\n",
                        "1234567890123456789012.0",
                        client.value(),
                        credential,
                        Long.toString(now),
                        Long.toString(now + 3600),
                        "rekey.introspect")
                .getBytes(StandardCharsets.UTF_8);
        String header = encoded(
                ("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"" + day + "\"}").getBytes(StandardCharsets.US_ASCII));
        byte[] nonce = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(mac.doFinal(day.getBytes(StandardCharsets.US_ASCII)), "AES"),
                new GCMParameterSpec(128, nonce));
        cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
        byte[] sealed = cipher.doFinal(content);
        return String.join(
                ".",
                header,
                "",
                encoded(nonce),
                encoded(Arrays.copyOf(sealed, content.length)),
                encoded(Arrays.copyOfRange(sealed, content.length, sealed.length)));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
