package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.token.secret.SecretUses;

class TelemetryIT {

    private static Map<String, Object> use(TokenServer server, TestClient client) {
        return server.jdbc()
                .sql("select * from telemetry.secret_use where secret_id = ?")
                .param(client.secretId().value())
                .query()
                .singleRow();
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
            ask(server, old, "old-program/1");
            ask(server, old, "older-program/1");
            ask(server, current, "new-program/1");
        }
        try (TokenServer server = TokenServer.start(database)) {
            assertThat(use(server, old))
                    .containsEntry("uses", 2L)
                    .containsEntry("client_id", "used")
                    .containsEntry("last_used_at", Timestamp.from(TokenServer.START));
            assertThat(use(server, old).get("agents")).hasToString("[\"old-program/1\", \"older-program/1\"]");
            assertThat(use(server, old).get("addresses")).hasToString("[\"127.0.0.1\"]");
            assertThat(use(server, current)).containsEntry("uses", 1L);
            ask(server, new TestClient(server, old.id(), old.secretId(), old.secret()), "new-program/2");
        }
        try (TokenServer server = TokenServer.start(database)) {
            assertThat(use(server, old)).containsEntry("uses", 3L);
            assertThat(use(server, old).get("agents"))
                    .hasToString("[\"new-program/2\", \"old-program/1\", \"older-program/1\"]");
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
                            .sql("select client_id || ' ' || uses || ' ' || addresses from telemetry.secret_use"
                                    + " where secret_id = 'shared-key' order by client_id")
                            .query(String.class)
                            .list())
                    .containsExactly("one 1 [\"192.0.2.1\"]", "other 2 [\"192.0.2.2\"]");
        }
    }
}
