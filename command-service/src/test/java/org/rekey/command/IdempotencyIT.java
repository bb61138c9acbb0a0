package org.rekey.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rekey.command.TestService.clock;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.currentSecret;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.jdbc;
import static org.rekey.command.TestService.newClient;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.unique;
import static org.rekey.command.TestService.workingSecrets;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.command.LossyDataSource.Loss;
import org.rekey.eventstore.Provenance;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class IdempotencyIT {

    private static final String KEY = "Idempotency-Key";

    @AfterEach
    void nothing_is_lost_any_more() {
        LossyDataSource.next.set(Loss.NONE);
    }

    @Test
    void A09_the_same_key_gives_the_same_answer_with_the_secret_for_ten_minutes() {
        String key = unique("key");
        String body = newClient();
        Reply first = post("admin", "/clients", body, KEY, key).expect(201);
        clock.tick(Duration.ofMinutes(10).minusMillis(1));
        createClient("admin");
        Reply again = post("admin", "/clients", body, KEY, key).expect(201);
        assertThat(again.http().body()).isEqualTo(first.http().body());
        for (String header : List.of("Rekey-Position", "Location", "ETag", "Content-Type")) {
            assertThat(again.header(header)).isEqualTo(first.header(header)).isNotEmpty();
        }
        assertThat(eventsOf("client:" + first.text("/clientId"))).containsExactly("client.created", "secret.issued");
    }

    @Test
    void the_kept_position_is_that_of_the_last_event() {
        String key = unique("key");
        String body = newClient();
        Reply first = post("admin", "/clients", body, KEY, key).expect(201);
        assertThat(first.position()).isEqualTo(lastPosition(first.text("/clientId")));
        assertThat(post("admin", "/clients", body, KEY, key).position()).isEqualTo(first.position());
    }

    private static long lastPosition(String clientId) {
        return jdbc().sql("select max(global_index) from eventstore.event where aggregate_identifier = ?")
                .param("client:" + clientId)
                .query(Long.class)
                .single();
    }

    @Test
    void A09_after_ten_minutes_the_client_is_named_but_its_secret_is_not_shown() {
        String key = unique("key");
        String body = newClient();
        Reply first = post("admin", "/clients", body, KEY, key).expect(201);
        clock.tick(Duration.ofMinutes(10));
        Reply late = post("admin", "/clients", body, KEY, key).expect(409);
        assertThat(late.text("/type")).isEqualTo("urn:rekey:problem:secret-no-longer-available");
        assertThat(late.text("/detail")).contains(first.text("/clientId"));
    }

    @Test
    void sealed_answers_are_wiped_when_their_time_is_over_and_the_key_stays_used() {
        String key = unique("key");
        String body = newClient();
        String id = post("admin", "/clients", body, KEY, key).expect(201).text("/clientId");
        assertThat(sealedFor(id)).isEqualTo(1);
        clock.tick(Duration.ofMinutes(10));
        await().atMost(Duration.ofSeconds(10)).until(() -> sealedFor(id) == 0);
        clock.tick(Duration.ofDays(400));
        post("admin", "/clients", body, KEY, key).expect(409);
    }

    private static long sealedFor(String clientId) {
        return jdbc().sql("select count(sealed) from command.idempotent_answer where client_id = ?")
                .param(clientId)
                .query(Long.class)
                .single();
    }

    @Test
    void rotating_is_remembered_too() {
        String path = "/clients/" + createClient("admin") + "/rotate";
        String key = unique("key");
        Reply first = post("admin", path, "{}", KEY, key).expect(201);
        Reply again = post("admin", path, "{ }", KEY, key).expect(201);
        assertThat(again.http().body()).isEqualTo(first.http().body());
        post("admin", path, "{\"grace\":\"PT1H\"}", KEY, key).expect(422);
    }

    @Test
    void I8_of_many_who_rotate_with_one_key_at_once_one_does_and_nobody_stands_in_its_way() {
        String id = createClient("admin");
        for (int round = 0; round < 12; round++) {
            String key = unique("key");
            List<Reply> replies =
                    Together.run(8, number -> post("admin", "/clients/" + id + "/rotate", "{}", KEY, key));
            assertThat(replies).extracting(Reply::status).containsOnly(201, 409).contains(201);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() == 409)
                    .allSatisfy(reply -> assertThat(reply.text("/type")).isEqualTo("urn:rekey:problem:in-progress"));
            assertThat(replies)
                    .filteredOn(reply -> reply.status() == 201)
                    .extracting(reply -> reply.text("/secretId"))
                    .containsOnly(currentSecret(id).id().value());
            assertThat(eventsOf("client:" + id).stream().filter("secret.rotated"::equals))
                    .hasSize(round + 1);
        }
    }

    @Test
    void A10_the_same_key_with_another_body_or_for_another_call_is_422() {
        String key = unique("key");
        post("admin", "/clients", newClient(), KEY, key).expect(201);
        Reply other = post("admin", "/clients", newClient(), KEY, key).expect(422);
        assertThat(other.text("/type")).isEqualTo("urn:rekey:problem:idempotency-key-reused");
        post("admin", "/clients/" + createClient("admin") + "/rotate", "{}", KEY, key)
                .expect(422);
    }

    @Test
    void the_order_of_fields_and_white_space_do_not_make_another_body() {
        String key = unique("key");
        String name = unique("name");
        Reply first = post("admin", "/clients", "{\"name\":\"" + name + "\",\"scopes\":\"all\"}", KEY, key)
                .expect(201);
        Reply again = post("admin", "/clients", "{ \"scopes\": \"all\",\n\"name\": \"" + name + "\" }", KEY, key)
                .expect(201);
        assertThat(again.text("/clientId")).isEqualTo(first.text("/clientId"));
    }

    @Test
    void a_key_belongs_to_its_caller() {
        String key = unique("key");
        String body = "{\"name\":\"" + unique("name") + "\",\"scopes\":\"all\"}";
        String mine = post("admin", "/clients", body, KEY, key).expect(201).text("/clientId");
        String theirs = post("acme", "/clients", body, KEY, key).expect(201).text("/clientId");
        assertThat(theirs).isNotEqualTo(mine);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 5000})
    void A10_an_empty_or_overlong_key_is_400(int length) {
        post("admin", "/clients", newClient(), KEY, "k".repeat(length)).expect(400, KEY);
    }

    @Test
    void two_keys_at_once_are_400() {
        post("admin", "/clients", newClient(), KEY, unique("key"), KEY, unique("key"))
                .expect(400, KEY);
    }

    @Test
    void a_refused_request_leaves_its_key_free() {
        String key = unique("key");
        post("admin", "/clients", newClient("\"rotationInterval\":\"P1D\""), KEY, key)
                .expect(422);
        post("admin", "/clients", newClient(), KEY, key).expect(201);
    }

    @Test
    void A10_while_the_first_request_runs_the_second_is_409() {
        String key = unique("key");
        String body = newClient();
        long lock = lockOf(key, body);
        new TransactionTemplate(TestService.bean(PlatformTransactionManager.class)).executeWithoutResult(running -> {
            jdbc().sql("select pg_advisory_xact_lock(?)").param(lock).query().listOfRows();
            Reply second = post("admin", "/clients", body, KEY, key).expect(409);
            assertThat(second.text("/type")).isEqualTo("urn:rekey:problem:in-progress");
        });
        post("admin", "/clients", body, KEY, key).expect(201);
    }

    /** The lock that a request with this key takes. */
    private static long lockOf(String key, String body) {
        return IdempotentAnswers.lockOf(TestService.bean(IdempotencyKeys.class)
                .request(
                        new Act(
                                TestService.caller("admin"),
                                Provenance.process("test"),
                                "POST",
                                "/api/v1/clients",
                                key,
                                null),
                        key,
                        JsonBody.parse(body.getBytes(UTF_8))));
    }

    @Test
    void F25_I8_a_hundred_requests_with_one_key_make_one_client() {
        String key = unique("key");
        String body = newClient();
        List<Reply> replies = Together.run(
                100, number -> onceLetIn(() -> TestService.node(number % 2).post("admin", "/clients", body, KEY, key)));
        assertThat(replies).extracting(Reply::status).containsOnly(201, 409).contains(201);
        Set<String> bodies = replies.stream()
                .filter(reply -> reply.status() == 201)
                .map(reply -> reply.http().body())
                .collect(Collectors.toSet());
        assertThat(bodies).hasSize(1);
        assertThat(createdWith(body)).isEqualTo(1);
        assertThat(post("admin", "/clients", body, KEY, key).expect(201).http().body())
                .isIn(bodies);
    }

    /** More at once than may write are answered 503, and nothing was done. */
    private static Reply onceLetIn(Callable<Reply> call) {
        return await().atMost(Duration.ofSeconds(20)).until(call, reply -> reply.status() != 503);
    }

    private static long createdWith(String body) {
        String name = body.replaceAll(".*\"name\":\"([^\"]+)\".*", "$1");
        return jdbc().sql("select count(*) from eventstore.event where payload_type = 'client.created'"
                        + " and payload::jsonb -> 'profile' ->> 'name' = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    @ParameterizedTest
    @EnumSource(value = Loss.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void I8_I9_when_nobody_knows_how_it_ended_the_answer_is_503_and_a_retry_has_one_effect(Loss loss) {
        String key = unique("key");
        String body = newClient();
        LossyDataSource.next.set(loss);
        Reply lost = post("admin", "/clients", body, KEY, key).expect(503);
        assertThat(lost.header("Retry-After")).isNotEmpty();
        assertThat(lost.text("/detail")).contains("retry with the same Idempotency-Key");
        assertThat(createdWith(body)).isEqualTo(loss == Loss.AFTER_COMMIT ? 1 : 0);

        Reply retried = post("admin", "/clients", body, KEY, key).expect(201);
        assertThat(createdWith(body)).isEqualTo(1);
        assertThat(workingSecrets(retried.text("/clientId"))).containsExactly(retried.text("/secretId"));
    }

    @Test
    void I9_a_deletion_whose_end_is_unknown_is_503_and_may_be_asked_for_again() {
        String path = "/clients/" + createClient("admin");
        LossyDataSource.next.set(Loss.AFTER_COMMIT);
        delete("admin", path).expect(503);
        delete("admin", path).expect(404);
    }

    @Test
    void I12_the_database_alone_opens_no_sealed_answer() {
        String key = unique("a quite short key");
        Reply created = post("admin", "/clients", newClient(), KEY, key).expect(201);
        String row = jdbc().sql("select row::text || encode(sealed, 'escape')"
                        + " from command.idempotent_answer row where client_id = ?")
                .param(created.text("/clientId"))
                .query(String.class)
                .single();
        assertThat(row)
                .doesNotContain(key)
                .doesNotContain(created.text("/clientSecret"))
                .doesNotContain("rk_");
    }
}
