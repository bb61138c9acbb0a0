package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rekey.domain.client.RevokeClientTokens;
import org.rekey.domain.token.TokenFormat;
import org.rekey.eventstore.LogHead;
import org.rekey.token.TestClient.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RevocationIT {

    private static final TokenServer server = TokenServer.shared();

    private static TestClient client(String id, TokenFormat format) {
        Spec spec = Spec.of(id + "-" + format, "orders").tenant("acme");
        return TestClient.create(server, format == TokenFormat.JWT ? spec : spec.opaque());
    }

    private static long head() {
        return server.bean(LogHead.class).committed();
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void R08_a_revoked_token_is_inactive_when_the_answer_is_there_and_others_live_on(TokenFormat format) {
        TestClient client = client("revokes", format);
        String token = client.newToken();
        String other = client.newToken();

        Reply reply = client.revoke(token);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(client.introspect(token).body()).isEqualTo("{\"active\":false}");
        assertThat(client.introspect(other).active()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void R16_another_clients_token_is_refused_and_lives_on(TokenFormat format) {
        TestClient client = client("owns", format);
        TestClient other = server.client("does-not-own-" + format, "orders");
        String token = client.newToken();

        Reply reply = other.revoke(token);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_grant");
        assertThat(client.introspect(token).active()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void R17_revoking_what_is_unknown_revoked_or_expired_is_answered_200_and_records_nothing(TokenFormat format) {
        TestClient client = client("revokes-again", format);
        String revoked = client.newToken();
        client.revoke(revoked);
        String expired = client.newToken();
        server.clock().tick(Duration.ofHours(1));
        long before = head();

        assertThat(client.revoke("unknown").status()).isEqualTo(200);
        assertThat(client.revoke(revoked).status()).isEqualTo(200);
        assertThat(client.revoke(expired).status()).isEqualTo(200);
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void R18_a_missing_token_is_an_invalid_request() {
        Reply reply = client("forgets", TokenFormat.JWT).ask("/oauth2/revoke", "x=y");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
    }

    @Test
    void R19_without_client_authentication_nothing_is_revoked() {
        TestClient client = client("is-attacked", TokenFormat.JWT);
        String token = client.newToken();

        Reply reply = server.send(server.post("/oauth2/revoke", "token=" + token));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.error()).isEqualTo("invalid_client");
        assertThat(client.introspect(token).active()).isTrue();
    }

    @Test
    void R20_an_unknown_hint_does_not_matter() {
        TestClient client = client("hints", TokenFormat.JWT);
        String token = client.newToken();

        assertThat(client.ask("/oauth2/revoke", "token_type_hint=nonsense&token=" + token)
                        .status())
                .isEqualTo(200);
        assertThat(client.introspect(token).active()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void B15_a_client_that_revokes_very_many_tokens_loses_all_by_one_event(TokenFormat format) {
        server.clock().tick(Duration.ofMinutes(1));
        TestClient client = client("revokes-many", format);
        List<String> tokens =
                IntStream.range(0, 100).mapToObj(i -> client.newToken()).toList();
        long before = head();

        assertThat(tokens).allSatisfy(token -> {
            assertThat(client.revoke(token).status()).isEqualTo(200);
            assertThat(client.introspect(token).active()).isFalse();
        });
        assertThat(head() - before).isEqualTo(61);
        assertThat(client.introspect(client.newToken()).active()).isTrue();
    }

    @Test
    void B15_tokens_of_before_are_over_and_nothing_is_written_for_them() {
        server.clock().tick(Duration.ofMinutes(1));
        TestClient client = client("revokes-twice", TokenFormat.JWT);
        String token = client.newToken();
        server.does(new RevokeClientTokens(client.id()));
        long before = head();

        assertThat(client.revoke(token).status()).isEqualTo(200);
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void B15_a_client_that_goes_on_has_to_wait_and_what_was_not_answered_200_is_not_revoked() {
        server.clock().tick(Duration.ofMinutes(1));
        TestClient client = client("never-ends", TokenFormat.OPAQUE);
        TestClient another = client("is-not-meant", TokenFormat.OPAQUE);
        long before = head();
        for (int i = 0; i < 70; i++) {
            assertThat(client.revoke(client.newToken()).status()).isEqualTo(200);
        }
        assertThat(head() - before).isEqualTo(70);

        for (int i = 0; i < 30; i++) {
            String token = client.newToken();
            Reply refused = client.revoke(token);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
            assertThat(client.introspect(token).active()).isTrue();
        }
        assertThat(head() - before).isEqualTo(70);
        assertThat(another.revoke(another.newToken()).status()).isEqualTo(200);

        server.clock().tick(Duration.ofMinutes(1));
        assertThat(client.revoke(client.newToken()).status()).isEqualTo(200);
    }

    @Test
    void the_log_says_who_revoked_and_from_where() {
        TestClient client = client("is-recorded", TokenFormat.JWT);
        String token = client.newToken();

        server.send(server.post("/oauth2/revoke", "token=" + token)
                .header("Authorization", client.basic())
                .header("User-Agent", "a-program/1"));

        Map<String, Object> event = server.jdbc()
                .sql("select payload_type, meta_data from eventstore.event where global_index = ?")
                .param(head())
                .query()
                .singleRow();
        JsonNode who = new JsonMapper().readTree((String) event.get("meta_data"));
        assertThat(event.get("payload_type")).isEqualTo("token.revoked");
        assertThat(who.path("actor").asString()).isEqualTo("client:is-recorded-JWT");
        assertThat(who.path("source").asString()).isEqualTo("api");
        assertThat(who.path("ip").asString()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(who.path("userAgent").asString()).isEqualTo("a-program/1");
        assertThat(who.path("tenant").asString()).isEqualTo("acme");
    }

    @Test
    void many_may_revoke_the_same_token_at_the_same_moment() {
        TestClient client = client("hurries", TokenFormat.JWT);
        String token = client.newToken();

        List<Integer> replies = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> client.revoke(token).status())
                .toList();

        assertThat(replies).containsOnly(200);
        assertThat(client.introspect(token).active()).isFalse();
    }
}
