package org.rekey.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.ChangeClientRotationInterval;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.DescribeClient;
import org.rekey.domain.directory.AddUserToGroup;
import org.rekey.domain.directory.CreateGroup;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.domain.directory.RemoveUserFromGroup;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretId;
import org.rekey.eventstore.Replays;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.rekey.notifier.TestNotifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real mail, over a real server, from a clock that is moved. */
class RemindersIT {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TO_FIRST = Duration.ofDays(4);
    private static final AlertRecipients OPS = to("ops@acme.example");

    private final Map<String, Object> database = EmbeddedDatabase.freshProperties();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private int port;
    private TestNotifier notifier;

    @BeforeEach
    void start() {
        server.start();
        port = server.getSmtp().getPort();
        notifier = notifier();
        notifier.allows("acme.example");
    }

    @AfterEach
    void stop() {
        notifier.close();
        server.stop();
    }

    private TestNotifier notifier() {
        return new TestNotifier(
                database, clock, Map.of("spring.mail.host", "127.0.0.1", "spring.mail.port", Integer.toString(port)));
    }

    @Test
    void DV_29_DV_30_DV_44_three_days_before_and_then_daily_until_it_is_rotated() {
        notifier.creates("billing", "P7D", OPS);
        settlesAfter(TO_FIRST.minusMillis(1));
        assertThat(subjects()).isEmpty();

        settlesAfter(Duration.ofMillis(1));
        assertThat(subjects()).containsExactly("The secret of \"billing\" expires in 3 days");

        settlesAfter(DAY);
        settlesAfter(DAY);
        settlesAfter(DAY);
        settlesAfter(DAY);
        assertThat(subjects().subList(1, 5))
                .containsExactly(
                        "The secret of \"billing\" expires in 2 days",
                        "The secret of \"billing\" expires in 1 day",
                        "The secret of \"billing\" has expired",
                        "The secret of \"billing\" expired 1 day ago");

        notifier.rotates("billing", "s2");
        for (int day = 0; day < 4; day++) {
            settlesAfter(DAY.minusMillis(1));
        }
        assertThat(subjects()).hasSize(5);
        settlesAfter(DAY);
        assertThat(subjects()).hasSize(6);
        assertThat(notifier.column("select distinct tenant from notifier.reminder"))
                .containsExactly("acme");
        assertThat(notifier.column("select payload from eventstore.event where payload_type = 'alert.reminder-sent'"))
                .hasSize(6)
                .first()
                .asString()
                .isEqualTo("{\"clientId\":\"billing\",\"secretId\":\"s1-billing\",\"kind\":\"EXPIRY\","
                        + "\"dueOn\":\"2026-11-25\",\"worksUntil\":\"2026-11-28T10:00:00Z\","
                        + "\"recipients\":[\"ops@acme.example\"],\"refused\":[]}");
    }

    @Test
    void C12_the_mail_says_what_to_do_and_has_no_secret() throws Exception {
        notifier.creates("billing", "P7D", OPS);
        notifier.does(
                new DescribeClient(new ClientId("billing"), new ClientProfile("Rechnung <b>Köln</b>", null, Map.of())));
        settlesAfter(TO_FIRST);

        MimeMessage mail = server.getReceivedMessages()[0];
        String source = GreenMailUtil.getWholeMessage(mail);
        assertThat(mail.getSubject()).isEqualTo("The secret of \"Rechnung <b>Köln</b>\" expires in 3 days");
        assertThat(mail.getFrom()[0]).hasToString("rekey@rekey.acme.example");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        List<String> parts = MailParts.of(mail);
        assertThat(parts).hasSize(3);
        assertThat(parts.get(0))
                .contains(
                        "Rechnung <b>Köln</b>",
                        "Client id: billing",
                        "Tenant: acme",
                        "Saturday, 28 November 2026, 10:00 UTC",
                        "https://rekey.acme.example/api/v1/clients/billing");
        assertThat(parts.get(1))
                .contains("Rechnung &lt;b&gt;K&ouml;ln&lt;/b&gt;")
                .doesNotContain("<b>");
        assertThat(parts.get(2)).contains("BEGIN:VEVENT\r\n", "DTSTART:20261128T100000Z\r\n");
        assertThat(source + parts).doesNotContain("hmac-sha256", "c2VjcmV0");
    }

    @Test
    void DV_25_those_are_told_who_are_in_the_group_when_the_mail_is_sent() {
        UserId jane = notifier.registers("jane", "jane@acme.example");
        UserId joe = notifier.registers("joe", "joe@acme.example");
        UserId ann = notifier.registers("ann", "ann@acme.example");
        GroupId group = new GroupId("g1");
        notifier.does(new CreateGroup(group, TestNotifier.TENANT, new GroupProfile("Stewards", null)));
        notifier.does(new AddUserToGroup(jane, group));
        notifier.does(new AddUserToGroup(joe, group));
        notifier.creates(
                "billing",
                "P7D",
                new AlertRecipients(
                        List.of(ann.value()), List.of("g1"), List.of("ops@acme.example", "JANE@acme.example")));
        settlesAfter(TO_FIRST);
        assertThat(toOf("3 days"))
                .containsExactly("ann@acme.example", "jane@acme.example", "joe@acme.example", "ops@acme.example");

        notifier.does(new RemoveUserFromGroup(joe, group));
        settlesAfter(DAY);
        assertThat(toOf("2 days")).containsExactly("ann@acme.example", "jane@acme.example", "ops@acme.example");
    }

    @Test
    void DV_27_DV_28_no_mail_goes_to_addresses_outside_while_their_domain_is_not_allowed() {
        notifier.allows("acme.example", "partner.example");
        UserId jane = notifier.registers("jane", "jane@staff.example");
        notifier.creates(
                "billing",
                "P7D",
                new AlertRecipients(
                        List.of(jane.value()), List.of(), List.of("it@Partner.example", "ops@acme.example")));
        settlesAfter(TO_FIRST);
        assertThat(toOf("3 days")).containsExactly("jane@staff.example", "it@Partner.example", "ops@acme.example");

        notifier.allows("acme.example");
        settlesAfter(DAY);
        assertThat(toOf("2 days")).containsExactly("jane@staff.example", "ops@acme.example");

        notifier.allows("acme.example", "partner.example");
        settlesAfter(DAY);
        assertThat(toOf("1 day")).containsExactly("jane@staff.example", "it@Partner.example", "ops@acme.example");
    }

    @Test
    void I11_DV_31_nothing_about_what_is_over_though_it_was_due() {
        for (String client : List.of("rotated", "deleted", "revoked", "extended", "endless", "kept")) {
            notifier.creates(client, "P7D", OPS);
        }
        notifier.creates("never", "never", OPS);
        server.stop();
        clock.tick(TO_FIRST);
        await().until(() ->
                notifier.column("select client_id from notifier.reminder").size() == 6);
        notifier.rotates("rotated", "s2");
        notifier.does(new DeleteClient(new ClientId("deleted")));
        notifier.does(new RetireSecret(new ClientId("revoked"), new SecretId("s1-revoked"), RetiredReason.REVOKED));
        notifier.does(new ChangeClientRotationInterval(new ClientId("extended"), RotationInterval.parse("P90D")));
        notifier.does(new ChangeClientRotationInterval(new ClientId("endless"), RotationInterval.NEVER));
        restartServer();

        notifier.settles();
        assertThat(subjects()).containsExactly("The secret of \"kept\" expires in 3 days");
        assertThat(notifier.column("select client_id || ': ' || note from notifier.reminder where state = 'SKIPPED'"))
                .containsExactlyInAnyOrder(
                        "rotated: rotated",
                        "deleted: deleted",
                        "revoked: revoked",
                        "extended: expires later than when this was due",
                        "endless: expires later than when this was due");
    }

    @Test
    void F20_F21_after_a_day_without_a_mail_server_one_mail_with_the_days_that_are_left() {
        notifier.creates("billing", "P7D", OPS);
        server.stop();
        clock.tick(TO_FIRST);
        await().until(() ->
                !notifier.column("select client_id from notifier.reminder").isEmpty());
        clock.tick(DAY);
        await().until(() ->
                notifier.column("select client_id from notifier.reminder").size() == 2);
        restartServer();

        notifier.settles();
        assertThat(subjects()).containsExactly("The secret of \"billing\" expires in 2 days");
        settlesAfter(DAY);
        assertThat(subjects()).hasSize(2);
    }

    @Test
    void F12_a_mail_that_is_sent_twice_has_the_same_message_id() {
        notifier.creates("billing", "P7D", OPS);
        EmbeddedRule.refuse(notifier, "alert.reminder-sent");
        notifier.settles();
        clock.tick(TO_FIRST);
        await().until(() -> server.getReceivedMessages().length == 1);

        EmbeddedRule.allow(notifier);
        clock.tick(Duration.ofMinutes(1));
        notifier.settles();

        assertThat(server.getReceivedMessages()).hasSize(2);
        assertThat(Arrays.stream(server.getReceivedMessages()).map(RemindersIT::messageId))
                .hasSize(2)
                .containsOnly(messageId(server.getReceivedMessages()[0]));
        assertThat(notifier.column("select distinct tenant from notifier.reminder"))
                .containsExactly("acme");
        assertThat(notifier.column("select payload from eventstore.event where payload_type = 'alert.reminder-sent'"))
                .hasSize(1);
    }

    @Test
    void I16_a_replay_sends_nothing() {
        notifier.creates("billing", "P7D", OPS);
        settlesAfter(TO_FIRST);
        notifier.bean(Replays.class).start(RecipientsProjection.NAME);
        await().until(() -> replayIs(Replays.State.DONE));
        notifier.settles();
        assertThat(subjects()).hasSize(1);
    }

    private boolean replayIs(Replays.State state) {
        Replays.Replay replay =
                notifier.bean(Replays.class).status(RecipientsProjection.NAME).replay();
        return replay != null && replay.state() == state;
    }

    @Test
    void those_are_told_whose_rotated_secret_is_still_used_four_hours_before_it_stops_working() throws Exception {
        notifier.creates("billing", "P90D", OPS);
        notifier.creates("quiet", "P90D", OPS);
        notifier.rotates("billing", "s2-billing");
        notifier.rotates("quiet", "s2-quiet");
        settlesAfter(Duration.ofHours(1));
        notifier.bean(JdbcClient.class)
                .sql(
                        "insert into telemetry.secret_use (secret_id, client_id, uses, last_used_at, callers)"
                                + " values ('s1-billing', 'billing', 1, '2026-11-21T11:00:00Z', jsonb_build_array(jsonb_build_object("
                                + "'address', '192.0.2.9', 'agent', 'shop/2', 'lastUsedAt', '2026-11-21T11:00:00Z', 'uses', 1)))")
                .update();
        settlesAfter(Duration.ofHours(19).minusMillis(1));
        assertThat(subjects()).isEmpty();

        settlesAfter(Duration.ofMillis(1));
        assertThat(subjects())
                .containsExactly("The old secret of \"billing\" is still used, and stops working in 4 hours");
        assertThat(MailParts.of(server.getReceivedMessages()[0]).get(0))
                .contains("Used by: 192.0.2.9 (shop/2), last on Saturday, 21 November 2026, 11:00 UTC");
        settlesAfter(DAY);
        assertThat(subjects()).hasSize(1);
    }

    @Test
    void F22_F38_two_notifiers_send_each_mail_once() {
        for (int i = 0; i < 30; i++) {
            notifier.creates("client-" + i, "P7D", OPS);
        }
        try (TestNotifier second = notifier()) {
            settlesAfter(TO_FIRST);
            second.settles();
            settlesAfter(DAY);
        }
        assertThat(server.getReceivedMessages()).hasSize(60);
        assertThat(Arrays.stream(server.getReceivedMessages()).map(RemindersIT::messageId))
                .doesNotHaveDuplicates();
    }

    private void settlesAfter(Duration time) {
        notifier.settles();
        clock.tick(time);
        notifier.settles();
    }

    private void restartServer() {
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    private List<String> subjects() {
        return Arrays.stream(server.getReceivedMessages())
                .map(mail -> read(mail::getSubject))
                .toList();
    }

    private List<String> toOf(String subject) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> read(mail::getSubject).contains(subject))
                .findFirst()
                .map(mail -> Arrays.stream(read(mail::getAllRecipients))
                        .map(Object::toString)
                        .toList())
                .orElseThrow();
    }

    private static <T> T read(Callable<T> part) {
        try {
            return part.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String messageId(MimeMessage mail) {
        return read(mail::getMessageID);
    }

    private static AlertRecipients to(String... addresses) {
        return new AlertRecipients(List.of(), List.of(), List.of(addresses));
    }
}
