package org.rekey.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.directory.AddUserToGroup;
import org.rekey.domain.directory.AssignRoleToGroup;
import org.rekey.domain.directory.CreateGroup;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.role.CreateRole;
import org.rekey.domain.role.EnableRoleApi;
import org.rekey.domain.role.RoleId;
import org.rekey.domain.role.RoleProfile;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.rekey.notifier.TestNotifier;

/** F23: what a mail server says of an address is heeded, and nobody is tried for ever. */
class RefusalsIT {

    private static final Duration TO_FIRST = Duration.ofDays(4);
    private static final Duration DAY = Duration.ofDays(1);
    private static final AlertRecipients JANE_AND_JOE =
            new AlertRecipients(List.of(), List.of(), List.of("jane@acme.example", "joe@acme.example"));

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private SmtpSink server;
    private TestNotifier notifier;

    @BeforeEach
    void start() throws IOException {
        server = new SmtpSink();
        notifier = new TestNotifier(
                EmbeddedDatabase.freshProperties(),
                clock,
                Map.of("spring.mail.host", "127.0.0.1", "spring.mail.port", Integer.toString(server.port())));
        notifier.allows("acme.example");
        BuiltInApis.all().forEach(notifier::does);
        UserId admin = notifier.registers("admin", "admin@acme.example");
        GroupId group = new GroupId("g1");
        RoleId role = new RoleId("r1");
        notifier.does(new CreateGroup(group, TestNotifier.TENANT, new GroupProfile("Administrators", null)));
        notifier.does(
                new CreateRole(role, TestNotifier.TENANT, new RoleProfile("Administrator", null, GrantedScopes.NONE)));
        notifier.does(new EnableRoleApi(
                role,
                new ApiAccess(
                        RotationInterval.parse("P90D"),
                        GrantedScopes.of(
                                List.of(new Grant(BuiltInApis.REKEY, Set.of(AccessLevel.READ, AccessLevel.WRITE)))))));
        notifier.does(new AssignRoleToGroup(group, role));
        notifier.does(new AddUserToGroup(admin, group));
        notifier.settles();
    }

    @AfterEach
    void stop() throws IOException {
        notifier.close();
        server.close();
    }

    @Test
    void F19_it_shows_for_how_long_reminders_have_waited_for_a_slow_server() {
        MeterRegistry meters = new SimpleMeterRegistry();
        notifier.bean(LateReminders.class).bindTo(meters);
        TimeGauge waited = meters.get("rekey.reminders.oldest.due").timeGauge();
        for (int i = 0; i < 20; i++) {
            notifier.creates("client-" + i, "P7D", JANE_AND_JOE);
        }
        notifier.settles();
        assertThat(waited.value(TimeUnit.SECONDS)).isZero();

        server.hesitates();
        clock.tick(TO_FIRST);
        await().until(() -> notifier.column("select client_id from notifier.reminder where state = 'DUE'")
                        .size()
                == 20);
        clock.tick(Duration.ofHours(2));
        assertThat(waited.value(TimeUnit.HOURS)).isEqualTo(2);

        server.goesOn();
        notifier.settles();
        assertThat(waited.value(TimeUnit.SECONDS)).isZero();
        assertThat(server.taken()).hasSize(20);
    }

    @Test
    void F23_an_address_that_is_not_known_is_shown_and_the_others_are_told() {
        server.answers("joe@acme.example", "550 5.1.1 no such user");
        notifier.creates("billing", "P7D", JANE_AND_JOE);
        settlesAfter(TO_FIRST);

        assertThat(recipients()).containsExactly(List.of("jane@acme.example"));
        assertThat(notifier.column("select state || ' ' || refused || ' ' || note from notifier.reminder"))
                .containsExactly("SENT [\"joe@acme.example\"] 550 5.1.1 no such user");
        assertThat(notifier.column("select payload from eventstore.event where payload_type = 'alert.reminder-sent'"))
                .singleElement()
                .asString()
                .contains("\"recipients\":[\"jane@acme.example\"],\"refused\":[\"joe@acme.example\"]");
    }

    @Test
    void F23_for_some_days_it_is_not_even_tried() {
        server.answers("joe@acme.example", "550 5.1.1 no such user");
        notifier.creates("billing", "P7D", JANE_AND_JOE);
        settlesAfter(TO_FIRST);
        server.knows("joe@acme.example");
        settlesAfter(DAY);
        assertThat(recipients().get(1)).containsExactly("jane@acme.example");

        settlesAfter(Duration.ofDays(6));
        assertThat(recipients().get(2)).containsExactly("jane@acme.example", "joe@acme.example");
    }

    @Test
    void F23_when_nobody_is_known_the_administrators_are_told() {
        server.answers("joe@acme.example", "550 no");
        server.answers("jane@acme.example", "553 no");
        notifier.creates("billing", "P7D", JANE_AND_JOE);
        settlesAfter(TO_FIRST);
        assertThat(recipients()).containsExactly(List.of("admin@acme.example"));
    }

    @Test
    void F23_so_they_are_when_nobody_is_named() {
        notifier.creates("billing", "P7D", AlertRecipients.NONE);
        settlesAfter(TO_FIRST);
        assertThat(recipients()).containsExactly(List.of("admin@acme.example"));
    }

    @Test
    void DV_28_so_they_are_when_no_domain_of_those_named_is_allowed_any_more() {
        notifier.creates("billing", "P7D", JANE_AND_JOE);
        notifier.allows("partner.example");
        settlesAfter(TO_FIRST);
        assertThat(recipients()).containsExactly(List.of("admin@acme.example"));
    }

    @Test
    void F23_when_there_is_nobody_at_all_that_is_on_record() {
        server.answers("admin@acme.example", "550 no");
        notifier.creates("billing", "P7D", AlertRecipients.NONE);
        settlesAfter(TO_FIRST);
        assertThat(server.taken()).isEmpty();
        assertThat(notifier.column("select payload from eventstore.event where payload_type = 'alert.reminder-failed'"))
                .singleElement()
                .asString()
                .contains("\"refused\":[\"admin@acme.example\"]");
    }

    @Test
    void F23_who_is_to_be_tried_again_is_without_telling_the_others_twice() {
        server.answers("joe@acme.example", "450 4.2.0 greylisted");
        notifier.creates("billing", "P7D", JANE_AND_JOE);
        notifier.settles();
        clock.tick(TO_FIRST);
        await().until(() -> !notifier.column("select note from notifier.reminder where note is not null")
                .isEmpty());
        assertThat(recipients()).containsExactly(List.of("jane@acme.example"));
        assertThat(notifier.column("select state || ' ' || note from notifier.reminder"))
                .containsExactly("DUE 450 4.2.0 greylisted");

        server.knows("joe@acme.example");
        clock.tick(Duration.ofMinutes(1));
        notifier.settles();
        assertThat(recipients()).containsExactly(List.of("jane@acme.example"), List.of("joe@acme.example"));
        assertThat(messageId(0)).isEqualTo(messageId(1));
    }

    @Test
    void F23_what_a_server_says_of_itself_or_of_a_full_mailbox_is_not_about_the_address() {
        server.answers("jane@acme.example", "552 5.2.2 mailbox full");
        server.answers("joe@acme.example", "550 5.7.1 relaying denied");
        notifier.creates("billing", "P7D", JANE_AND_JOE);
        notifier.settles();
        clock.tick(TO_FIRST);
        await().until(() -> !notifier.column("select note from notifier.reminder where note is not null")
                .isEmpty());
        assertThat(notifier.column("select state || refused from notifier.reminder"))
                .containsExactly("DUE[]");

        server.knows("jane@acme.example");
        server.knows("joe@acme.example");
        clock.tick(Duration.ofMinutes(1));
        notifier.settles();
        assertThat(recipients()).containsExactly(List.of("jane@acme.example", "joe@acme.example"));
    }

    @Test
    void F23_who_can_never_be_told_keeps_nobody_else_from_being_told() {
        server.answers("joe@acme.example", "450 4.2.0 greylisted");
        server.answers("jane@acme.example", "451 4.3.0 try again");
        notifier.creates("billing", "P7D", JANE_AND_JOE);
        notifier.settles();
        clock.tick(TO_FIRST);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            clock.tick(Duration.ofMinutes(20));
            return notifier.isSettled();
        });
        assertThat(recipients()).containsExactly(List.of("admin@acme.example"));
        assertThat(notifier.column("select state || ' ' || attempts from notifier.reminder"))
                .containsExactly("SENT 12");
        assertThat(notifier.column("select address from notifier.refused_address"))
                .isEmpty();
    }

    @Test
    void F20_a_server_that_takes_nothing_from_us_condemns_nobody() {
        server.answers("MAIL FROM", "550 5.7.1 sender rejected");
        notifier.creates("billing", "P7D", JANE_AND_JOE);
        notifier.settles();
        clock.tick(TO_FIRST);
        await().until(() -> server.offered() > 0);
        assertThat(notifier.column("select address from notifier.refused_address"))
                .isEmpty();

        await().until(() -> notifier.column("select coalesce(note, '') from notifier.reminder").stream()
                .anyMatch(note -> note.contains("550 5.7.1 sender rejected")));

        server.knows("MAIL FROM");
        notifier.settles();
        assertThat(recipients()).containsExactly(List.of("jane@acme.example", "joe@acme.example"));
    }

    @Test
    void one_that_has_been_tried_very_often_stops_no_other() {
        notifier.settles();
        server.answers("jane@acme.example", "450 4.2.0 greylisted");
        server.answers("joe@acme.example", "450 4.2.0 greylisted");
        notifier.creates("billing", "P7D", JANE_AND_JOE);
        notifier.settles();
        clock.tick(TO_FIRST);
        await().until(() -> !notifier.column("select note from notifier.reminder where note is not null")
                .isEmpty());
        notifier.column("update notifier.reminder set attempts = 2000000000 returning client_id");
        clock.tick(Duration.ofMinutes(1));
        notifier.settles();
        assertThat(recipients()).containsExactly(List.of("admin@acme.example"));
    }

    private void settlesAfter(Duration time) {
        notifier.settles();
        clock.tick(time);
        notifier.settles();
    }

    private List<List<String>> recipients() {
        return server.taken().stream().map(SmtpSink.Taken::recipients).toList();
    }

    private String messageId(int mail) {
        return server.taken()
                .get(mail)
                .text()
                .lines()
                .filter(line -> line.startsWith("Message-ID: "))
                .findFirst()
                .orElseThrow();
    }
}
