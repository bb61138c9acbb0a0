package org.rekey.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.key.MasterKey;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.webhook.ChangeWebhook;
import org.rekey.domain.webhook.CredentialNews;
import org.rekey.domain.webhook.DeleteWebhook;
import org.rekey.domain.webhook.RegisterWebhook;
import org.rekey.domain.webhook.RotateWebhookSecret;
import org.rekey.domain.webhook.SigningSecret;
import org.rekey.domain.webhook.WebhookId;
import org.rekey.domain.webhook.WebhookProfile;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.rekey.notifier.TestNotifier;
import org.rekey.notifier.webhook.Receiver.Got;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real messages to a real server on this machine, whose network is allowed. */
class WebhooksIT {

    private static final Set<CredentialNews> ALL = EnumSet.allOf(CredentialNews.class);
    private static final AlertRecipients NOBODY = new AlertRecipients(List.of(), List.of(), List.of());

    private final Map<String, Object> database = EmbeddedDatabase.freshProperties();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private Receiver receiver;
    private TestNotifier notifier;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
        notifier = notifier("127.0.0.0/8");
    }

    private TestNotifier notifier(String allowed) {
        Map<String, Object> settings = new HashMap<>(Map.of("rekey.webhooks.allowed-networks", allowed));
        return new TestNotifier(database, clock, settings);
    }

    @AfterEach
    void stop() {
        notifier.close();
        receiver.close();
    }

    @Test
    void a_program_is_told_of_the_life_of_a_credential_in_signed_cloud_events() throws Exception {
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        notifier.creates("billing", "P7D", NOBODY);
        settles();
        notifier.rotates("billing", "s2");
        settles();
        clock.tick(Duration.ofDays(4));
        settles();
        clock.tick(Duration.ofDays(3));
        settles();
        notifier.does(new DeleteClient(new ClientId("billing")));
        settles();

        assertThat(types())
                .containsExactly(
                        "org.rekey.credential.issued",
                        "org.rekey.credential.rotated",
                        "org.rekey.credential.expiring",
                        "org.rekey.credential.expired",
                        "org.rekey.credential.revoked");
        for (Got got : receiver.got()) {
            assertThat(got.contentType()).isEqualTo("application/cloudevents+json; charset=utf-8");
            assertThat(got.signature()).isEqualTo(signature(got, SigningSecret.of(masterKey(), id("w1"), 1)));
            JsonNode event = JsonMapper.shared().readTree(got.body());
            assertThat(event.get("specversion").asString()).isEqualTo("1.0");
            assertThat(event.get("id").asString()).isEqualTo(got.id());
            assertThat(event.get("source").asString()).isEqualTo("https://rekey.acme.example");
            assertThat(event.at("/data/tenant").asString()).isEqualTo("acme");
            assertThat(got.body()).doesNotContain("hmac-sha256", "c2VjcmV0");
        }
        assertThat(receiver.got().get(1).body())
                .contains(
                        "\"subject\":\"billing\"",
                        "\"secretId\":\"s2\"",
                        "\"previousSecretId\":\"s1-billing\"",
                        "\"previousValidUntil\":\"2026-11-22T10:00:00Z\"",
                        "\"expiresAt\":\"2026-11-28T10:00:00Z\"");
    }

    @Test
    void a_day_long_after_a_rotation_messages_are_signed_with_both_secrets() throws Exception {
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        notifier.does(new RotateWebhookSecret(id("w1")));
        notifier.creates("billing", "P90D", NOBODY);
        settles();
        clock.tick(Duration.ofHours(24));
        notifier.rotates("billing", "s2");
        settles();

        SigningSecret first = SigningSecret.of(masterKey(), id("w1"), 1);
        SigningSecret second = SigningSecret.of(masterKey(), id("w1"), 2);
        Got both = receiver.got().get(0);
        assertThat(both.signature()).isEqualTo(signature(both, second) + " " + signature(both, first));
        Got newest = receiver.got().get(1);
        assertThat(newest.signature()).isEqualTo(signature(newest, second));
    }

    @Test
    void OS_21_a_webhook_is_told_of_its_own_tenant_alone() {
        registers("w1", TestNotifier.TENANT, "/acme", ALL);
        registers("w2", new TenantId("globex"), "/globex", ALL);
        registers("w3", null, "/none", ALL);
        creates("of-acme", TestNotifier.TENANT);
        creates("of-globex", new TenantId("globex"));
        creates("of-none", null);
        settles();

        assertThat(receiver.got().stream().map(got -> got.path() + " " + subject(got)))
                .containsExactlyInAnyOrder("/acme of-acme", "/globex of-globex", "/none of-none");
    }

    @Test
    void only_what_it_listens_to_and_only_what_is_after_its_registration() {
        creates("before", TestNotifier.TENANT);
        registers("w1", TestNotifier.TENANT, "/hook", Set.of(CredentialNews.REVOKED));
        creates("after", TestNotifier.TENANT);
        notifier.does(new RetireSecret(new ClientId("before"), new SecretId("s1"), RetiredReason.REVOKED));
        settles();
        notifier.does(new DeleteWebhook(id("w1")));
        notifier.does(new DeleteClient(new ClientId("after")));
        settles();

        assertThat(types()).containsExactly("org.rekey.credential.revoked");
        assertThat(subject(receiver.got().get(0))).isEqualTo("before");
    }

    @Test
    void what_fails_comes_again_under_the_same_id_and_in_the_end_has_failed() {
        receiver.answers("/hook", 500);
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        creates("billing", TestNotifier.TENANT);
        int attempts = 1;
        awaitAttempts(attempts);
        for (Duration wait : DeliveryTable.WAITS) {
            clock.tick(wait.multipliedBy(11).dividedBy(10).plus(Duration.ofMinutes(5)));
            awaitAttempts(++attempts);
        }
        assertThat(deliveries()).containsExactly("FAILED HTTP 500");
        assertThat(receiver.got().stream().map(Got::id).distinct()).hasSize(1);
        assertThat(receiver.got().stream().map(Got::timestamp).distinct()).hasSize(10);

        receiver.answers("/hook", 204);
        clock.tick(Duration.ofMinutes(5));
        replays("w1");
        await().untilAsserted(() -> assertThat(deliveries()).containsExactly("DELIVERED HTTP 204"));
        assertThat(receiver.got().stream().map(Got::id).distinct()).hasSize(1);
    }

    @Test
    void one_that_fails_is_left_alone_for_a_while_and_keeps_nobody_else_waiting() {
        receiver.answers("/broken", 503);
        registers("w1", TestNotifier.TENANT, "/broken", ALL);
        registers("w2", TestNotifier.TENANT, "/well", ALL);
        creates("c0", TestNotifier.TENANT);
        await().until(() -> notifier.column("select webhook_id from notifier.webhook where paused_until is not null")
                        .size()
                == 1);
        for (int i = 1; i <= 20; i++) {
            creates("c" + i, TestNotifier.TENANT);
        }
        await().until(() -> count("/well") == 21);
        assertThat(count("/broken")).isEqualTo(1);

        receiver.answers("/broken", 204);
        clock.tick(Duration.ofMinutes(10));
        await().until(() -> count("/broken") == 22);
    }

    @Test
    void A29_a_redirection_is_not_followed() {
        receiver.answers("/hook", 307);
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        creates("billing", TestNotifier.TENANT);
        await().untilAsserted(() -> assertThat(deliveries()).containsExactly("DUE HTTP 307"));
        assertThat(receiver.got().stream().map(Got::path)).containsExactly("/hook");
    }

    @Test
    void A29_no_message_goes_where_none_may_go_also_when_it_was_allowed_once() {
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        settles();
        notifier.close();
        notifier = notifier("10.0.0.0/8");
        creates("billing", TestNotifier.TENANT);
        await().untilAsserted(() ->
                assertThat(deliveries()).containsExactly("DUE leads into a network that messages may not go to"));
        assertThat(receiver.got()).isEmpty();
    }

    @Test
    void one_that_is_gone_is_told_nothing_any_more() {
        receiver.answers("/hook", 410);
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        creates("billing", TestNotifier.TENANT);
        await().until(() ->
                notifier.column("select disabled_reason from notifier.webhook").equals(List.of("it answered 410")));
        creates("other", TestNotifier.TENANT);
        settles();
        assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void one_that_has_failed_for_days_is_switched_off() {
        receiver.answers("/hook", 500);
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        creates("billing", TestNotifier.TENANT);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            clock.tick(Duration.ofHours(6));
            return deliveries().equals(List.of("FAILED HTTP 500"));
        });
        assertThat(notifier.column("select enabled::text from notifier.webhook"))
                .containsExactly("true");

        clock.tick(Duration.ofDays(5));
        creates("other", TestNotifier.TENANT);
        await().until(() ->
                notifier.column("select enabled::text from notifier.webhook").equals(List.of("false")));
        assertThat(notifier.column("select disabled_reason from notifier.webhook"))
                .singleElement()
                .asString()
                .startsWith("it has failed since 2026-11-2");
    }

    @Test
    void one_that_fails_now_and_then_is_not() {
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        for (int i = 0; i < 3; i++) {
            receiver.answers("/hook", 500);
            creates("failing-" + i, TestNotifier.TENANT);
            await().until(() -> deliveries().contains("DUE HTTP 500"));
            receiver.answers("/hook", 204);
            clock.tick(Duration.ofDays(4));
            settles();
        }
        assertThat(notifier.column("select enabled::text from notifier.webhook"))
                .containsExactly("true");
    }

    @Test
    void I16_a_feed_that_is_set_back_tells_nothing_twice() {
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        creates("billing", TestNotifier.TENANT);
        settles();
        notifier.column("delete from notifier.webhook_delivery returning message_id");

        feed().shutDown();
        notifier.column("update eventstore.token_entry set token = null where processor_name = 'notifier.webhooks'"
                + " returning processor_name");
        feed().start();
        creates("other", TestNotifier.TENANT);
        settles();

        assertThat(receiver.got().stream().map(WebhooksIT::subject)).containsExactly("billing", "other");
        assertThat(notifier.column("select webhook_id from notifier.webhook")).containsExactly("w1");
    }

    @Test
    void OS_21_of_a_client_that_nobody_knows_yet_nobody_is_told() {
        registers("w1", TestNotifier.TENANT, "/acme", ALL);
        registers("w3", null, "/none", ALL);
        settles();
        feed().shutDown();
        creates("of-acme", TestNotifier.TENANT);
        notifier.bean(WebhookMessages.class)
                .add("msg_1", CredentialNews.EXPIRING, new ClientId("of-acme"), clock.instant(), Map.of());
        feed().start();
        settles();

        assertThat(receiver.got().stream().map(got -> got.path() + " " + subject(got)))
                .containsExactly("/acme of-acme");
        assertThat(types()).containsExactly("org.rekey.credential.issued");
    }

    @Test
    void one_that_is_slow_keeps_neither_others_nor_the_feed_waiting() {
        CountDownLatch answer = receiver.holds("/slow");
        registers("w1", TestNotifier.TENANT, "/slow", ALL);
        registers("w2", TestNotifier.TENANT, "/well", ALL);
        for (int i = 0; i < 20; i++) {
            creates("c" + i, TestNotifier.TENANT);
        }
        await().until(() -> count("/well") == 20);
        assertThat(count("/slow")).isEqualTo(1);

        notifier.does(new DeleteWebhook(id("w1")));
        settlesFeed();
        answer.countDown();
        settles();
        assertThat(count("/slow")).isEqualTo(1);
    }

    @Test
    void B17_many_slow_webhooks_of_one_tenant_keep_no_other_tenant_waiting() {
        CountDownLatch answer = receiver.holds("/slow");
        for (int i = 0; i < 12; i++) {
            registers("slow" + i, TestNotifier.TENANT, "/slow", ALL);
        }
        registers("other", new TenantId("globex"), "/well", ALL);
        creates("of-acme", TestNotifier.TENANT);
        await().until(() -> count("/slow") == 4);
        creates("of-globex", new TenantId("globex"));
        await().atMost(Duration.ofSeconds(2)).until(() -> count("/well") == 1);
        assertThat(count("/slow")).isEqualTo(4);
        answer.countDown();
        settles();
    }

    @Test
    void B17_the_webhooks_of_a_tenant_take_turns() {
        registers("busy", TestNotifier.TENANT, "/busy", ALL);
        registers("quiet", TestNotifier.TENANT, "/quiet", EnumSet.of(CredentialNews.REVOKED));
        CountDownLatch answer = receiver.holds("/busy");
        for (int i = 0; i < 10; i++) {
            creates("c" + i, TestNotifier.TENANT);
        }
        notifier.does(new RetireSecret(new ClientId("c0"), new SecretId("s1"), RetiredReason.REVOKED));
        await().atMost(Duration.ofSeconds(2)).until(() -> count("/quiet") == 1);
        answer.countDown();
        settles();
    }

    @Test
    void I16_what_was_sent_but_not_noted_comes_again_under_the_same_id() {
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        settles();
        executes("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'refused by the test'; end $$");
        executes("create trigger refuse before update on notifier.webhook_delivery for each row"
                + " when (new.state <> 'DUE') execute function refuse()");
        creates("billing", TestNotifier.TENANT);
        await().until(() -> receiver.got().size() == 1);
        notifier.close();
        notifier = notifier("127.0.0.0/8");
        executes("drop trigger refuse on notifier.webhook_delivery");
        clock.tick(Duration.ofMinutes(1));
        settles();

        assertThat(receiver.got()).hasSize(2);
        assertThat(receiver.got().stream().map(Got::id).distinct()).hasSize(1);
        assertThat(deliveries()).containsExactly("DELIVERED HTTP 204");
    }

    @Test
    void I16_what_could_not_be_sent_arrives_once_the_receiver_is_back() throws IOException {
        int port = receiver.port();
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        receiver.close();
        creates("billing", TestNotifier.TENANT);
        await().untilAsserted(() -> assertThat(deliveries()).containsExactly("DUE no connection"));
        receiver = new Receiver(port);
        clock.tick(Duration.ofMinutes(1));
        settles();

        assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void a_message_is_asked_for_again_once_however_often_people_click() {
        registers("w1", TestNotifier.TENANT, "/hook", ALL);
        creates("billing", TestNotifier.TENANT);
        settles();
        replays("w1");
        settles();
        DeliveryTable table = notifier.bean(DeliveryTable.class);
        assertThat(table.again("w1", receiver.got().get(0).id(), clock.instant()))
                .isFalse();
        settles();
        assertThat(receiver.got()).hasSize(2);

        clock.tick(Duration.ofSeconds(10));
        replays("w1");
        settles();
        assertThat(receiver.got()).hasSize(3);
        assertThat(receiver.got().stream().map(Got::id).distinct()).hasSize(1);
    }

    @Test
    void another_url_gets_also_what_is_still_due() {
        receiver.answers("/old", 500);
        registers("w1", TestNotifier.TENANT, "/old", ALL);
        creates("billing", TestNotifier.TENANT);
        awaitAttempts(1);
        notifier.does(new ChangeWebhook(id("w1"), new WebhookProfile(receiver.url("/new"), ALL)));
        settlesFeed();
        clock.tick(Duration.ofMinutes(1));
        await().until(() -> count("/new") == 1);
    }

    private void executes(String sql) {
        notifier.bean(JdbcClient.class).sql(sql).update();
    }

    private TrackingEventProcessor feed() {
        return notifier.bean(EventProcessingConfiguration.class)
                .eventProcessor(WebhookFeed.GROUP, TrackingEventProcessor.class)
                .orElseThrow();
    }

    private void registers(String webhook, @Nullable TenantId tenant, String path, Set<CredentialNews> types) {
        notifier.does(new RegisterWebhook(id(webhook), tenant, new WebhookProfile(receiver.url(path), types)));
    }

    private void creates(String client, @Nullable TenantId tenant) {
        notifier.does(new CreateClient(
                new ClientId(client),
                ClientKind.SERVICE,
                tenant,
                null,
                new ClientProfile(client, null, Map.of()),
                GrantedScopes.everything(),
                RotationInterval.parse("P90D"),
                TokenPolicy.DEFAULT,
                NOBODY,
                List.of(),
                new SecretId("s1"),
                new SecretHash("hmac-sha256:c2VjcmV0")));
    }

    private void replays(String webhook) {
        String message = notifier.column("select message_id from notifier.webhook_delivery")
                .get(0);
        assertThat(notifier.bean(DeliveryTable.class).again(webhook, message, clock.instant()))
                .isTrue();
    }

    private void settles() {
        notifier.settles();
        settlesFeed();
        await().until(() -> notifier.column("select message_id from notifier.webhook_delivery where state = 'DUE'")
                .isEmpty());
    }

    private void settlesFeed() {
        long position = notifier.bean(LogHead.class).committed();
        await().until(() -> notifier.bean(ProjectionPositions.class).position(WebhookFeed.GROUP) >= position);
    }

    private void awaitAttempts(int attempts) {
        await().until(() -> receiver.got().size() == attempts);
        await().until(() -> notifier.column("select message_id from notifier.webhook_delivery where attempts = "
                                + attempts + " and answer is not null and exists"
                                + " (select from notifier.webhook where sending_until is null)")
                        .size()
                == 1);
    }

    private long count(String path) {
        return receiver.got().stream().filter(got -> got.path().equals(path)).count();
    }

    private List<String> deliveries() {
        return notifier.column("select state || ' ' || coalesce(answer, '') from notifier.webhook_delivery");
    }

    private List<String> types() {
        return receiver.got().stream()
                .map(got -> JsonMapper.shared().readTree(got.body()).get("type").asString())
                .toList();
    }

    private static String subject(Got got) {
        return JsonMapper.shared().readTree(got.body()).get("subject").asString();
    }

    private static WebhookId id(String value) {
        return new WebhookId(value);
    }

    private MasterKey masterKey() {
        return notifier.bean(MasterKey.class);
    }

    /** As a program computes it that has only the secret that it was shown. */
    private static String signature(Got got, SigningSecret secret) throws Exception {
        byte[] key = Base64.getDecoder().decode(secret.inClear().substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signed = mac.doFinal((got.id() + "." + got.timestamp() + "." + got.body()).getBytes("UTF-8"));
        return "v1," + Base64.getEncoder().encodeToString(signed);
    }
}
