package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.SecretId;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.token.secret.SecretUses;
import tools.jackson.databind.json.JsonMapper;

class TelemetryIT {

    private static Map<String, Object> use(TokenServer server, TestClient client) {
        return server.jdbc()
                .sql("select * from telemetry.secret_use where secret_id = ?")
                .param(client.secretId().value())
                .query()
                .singleRow();
    }

    private static List<String> callers(TokenServer server, TestClient client) {
        return new JsonMapper()
                .readTree(use(server, client).get("callers").toString())
                .valueStream()
                .map(caller -> caller.path("address").asString() + " "
                        + caller.path("agent").asString("null") + " "
                        + caller.path("uses").asInt() + " "
                        + OffsetDateTime.parse(caller.path("lastUsedAt").asString())
                                .toInstant())
                .toList();
    }

    private static void ask(TokenServer server, TestClient client, String agent) {
        server.send(server.post("/oauth2/token", "grant_type=client_credentials")
                .header("Authorization", client.basic())
                .header("User-Agent", agent));
    }

    @Test
    void T47_each_use_of_each_secret_is_written_down_also_at_the_end() {
        Map<String, Object> database = EmbeddedDatabase.freshProperties();
        TestClient old;
        TestClient current;
        try (TokenServer server = TokenServer.start(database)) {
            old = server.client("used", "rekey-tokens");
            current = old.rotate(Duration.ofHours(24));
            ask(server, old, "older-program/1");
            server.clock().tick(Duration.ofSeconds(1));
            ask(server, old, "old-program/1");
            ask(server, current, "new-program/1");
        }
        try (TokenServer server = TokenServer.start(database)) {
            assertThat(use(server, old))
                    .containsEntry("uses", 2L)
                    .containsEntry("client_id", "used")
                    .containsEntry("last_used_at", Timestamp.from(TokenServer.START.plusSeconds(1)));
            assertThat(callers(server, old))
                    .containsExactly(
                            "127.0.0.1 old-program/1 1 2026-11-20T10:00:01.123Z",
                            "127.0.0.1 older-program/1 1 2026-11-20T10:00:00.123Z");
            assertThat(use(server, current)).containsEntry("uses", 1L);
            server.clock().tick(Duration.ofMinutes(1));
            ask(server, old, "older-program/1");
            server.clock().tick(Duration.ofSeconds(1));
            ask(server, old, "new-program/2");
        }
        try (TokenServer server = TokenServer.start(database)) {
            assertThat(use(server, old)).containsEntry("uses", 4L);
            assertThat(callers(server, old))
                    .containsExactly(
                            "127.0.0.1 new-program/2 1 2026-11-20T10:01:01.123Z",
                            "127.0.0.1 older-program/1 2 2026-11-20T10:01:00.123Z",
                            "127.0.0.1 old-program/1 1 2026-11-20T10:00:01.123Z");
        }
    }

    @Test
    void of_many_callers_the_last_twenty_are_kept_and_every_use_is_counted() {
        Map<String, Object> database = EmbeddedDatabase.freshProperties();
        for (int round = 0; round < 2; round++) {
            try (TokenServer server = TokenServer.start(database)) {
                SecretUses uses = server.bean(SecretUses.class);
                for (int i = 0; i < 150; i++) {
                    Instant at = TokenServer.START.plusSeconds(round * 1000 + i);
                    uses.used("busy", "client", at, "192.0.2." + i % 50, i % 2 == 0 ? null : "x".repeat(300));
                }
            }
        }
        try (TokenServer server = TokenServer.start(database)) {
            TestClient busy = new TestClient(server, new ClientId("client"), new SecretId("busy"), "");
            assertThat(use(server, busy)).containsEntry("uses", 300L);
            assertThat(callers(server, busy))
                    .hasSize(20)
                    .startsWith("192.0.2.49 " + "x".repeat(256) + " 6 2026-11-20T10:19:09.123Z")
                    .endsWith("192.0.2.30 null 6 2026-11-20T10:18:50.123Z");
        }
    }

    @Test
    void T47_introspection_and_revocation_are_uses_too_and_each_request_is_one() {
        Map<String, Object> database = EmbeddedDatabase.freshProperties();
        TestClient client;
        try (TokenServer server = TokenServer.start(database)) {
            client = server.client("asking", "rekey-tokens");
            client.introspect("nothing");
            client.revoke("nothing");
            client.token("&scope=not-granted");
        }
        try (TokenServer server = TokenServer.start(database)) {
            assertThat(use(server, client)).containsEntry("uses", 3L);
        }
    }

    @Test
    void I13_what_two_clients_do_with_a_key_that_they_share_is_counted_apart() {
        Map<String, Object> database = EmbeddedDatabase.freshProperties();
        try (TokenServer server = TokenServer.start(database)) {
            SecretUses uses = server.bean(SecretUses.class);
            uses.used("shared-key", "one", TokenServer.START, "192.0.2.1", null);
            uses.used("shared-key", "other", TokenServer.START, "192.0.2.2", null);
            uses.used("shared-key", "other", TokenServer.START, "192.0.2.2", null);
        }
        try (TokenServer server = TokenServer.start(database)) {
            assertThat(server.jdbc()
                            .sql(
                                    "select client_id || ' ' || uses || ' ' || jsonb_path_query_array(callers, '$.address') from telemetry.secret_use"
                                            + " where secret_id = 'shared-key' order by client_id")
                            .query(String.class)
                            .list())
                    .containsExactly("one 1 [\"192.0.2.1\"]", "other 2 [\"192.0.2.2\"]");
        }
    }
}
