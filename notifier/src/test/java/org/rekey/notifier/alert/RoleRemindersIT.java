package org.rekey.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.FollowRolePolicy;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.directory.AddUserToGroup;
import org.rekey.domain.directory.AssignRoleToGroup;
import org.rekey.domain.directory.CreateGroup;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.role.CreateRole;
import org.rekey.domain.role.DisableRoleApi;
import org.rekey.domain.role.EnableRoleApi;
import org.rekey.domain.role.RoleId;
import org.rekey.domain.role.RoleProfile;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.rekey.notifier.TestNotifier;

/** Secrets of people, which live as long as their roles say. Without a mail server. */
class RoleRemindersIT {

    private static final RoleId ROLE = new RoleId("r1");
    private static final ClientId CLIENT = new ClientId("janes");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private TestNotifier notifier;

    @BeforeEach
    void a_person_with_credentials_for_90_days() {
        notifier = new TestNotifier(EmbeddedDatabase.freshProperties(), clock, Map.of());
        UserId jane = notifier.registers("jane", "jane@acme.example");
        GroupId group = new GroupId("g1");
        notifier.does(new CreateGroup(group, TestNotifier.TENANT, new GroupProfile("Stewards", null)));
        notifier.does(new AddUserToGroup(jane, group));
        notifier.does(new CreateRole(
                ROLE, TestNotifier.TENANT, new RoleProfile("Steward", null, GrantedScopes.everything())));
        notifier.does(new AssignRoleToGroup(group, ROLE));
        secretsLive("P90D");
        notifier.does(new CreateClient(
                CLIENT,
                ClientKind.USER,
                TestNotifier.TENANT,
                jane,
                new ClientProfile("jane", null, Map.of()),
                GrantedScopes.everything(),
                RotationInterval.parse("P90D"),
                TokenPolicy.DEFAULT,
                new AlertRecipients(List.of(jane.value()), List.of(), List.of()),
                List.of(),
                new SecretId("s1"),
                new SecretHash("hmac-sha256:c2VjcmV0")));
        notifier.settles();
    }

    @AfterEach
    void stop() {
        notifier.close();
    }

    @Test
    void they_are_reminded_in_time_when_the_interval_of_a_role_has_become_shorter() {
        secretsLive("P30D");
        clock.tick(Duration.ofDays(27).minusMillis(1));
        notifier.settles();
        assertThat(subjects()).isEmpty();

        clock.tick(Duration.ofMillis(1));
        await().until(() -> !subjects().isEmpty());
        assertThat(subjects()).containsExactly("The secret of \"jane\" expires in 3 days");
    }

    @Test
    void what_was_decided_before_a_role_changed_does_not_outlive_it() {
        secretsLive("P7D");
        notifier.does(new FollowRolePolicy(
                CLIENT, RotationInterval.parse("P30D"), clock.instant().plus(Duration.ofDays(30))));
        clock.tick(Duration.ofDays(4));
        await().until(() -> !subjects().isEmpty());
        assertThat(subjects()).containsExactly("The secret of \"jane\" expires in 3 days");
    }

    @Test
    void an_interval_that_is_as_it_was_leaves_nothing_to_be_told() {
        secretsLive("P30D");
        secretsLive("P90D");
        notifier.settles();
        assertThat(notifier.column("select client_id from notifier_recipients.moved"))
                .isEmpty();
    }

    @Test
    void they_are_not_reminded_at_first_when_it_has_become_longer() {
        secretsLive("P180D");
        clock.tick(Duration.ofDays(87));
        notifier.settles();
        assertThat(subjects()).isEmpty();

        clock.tick(Duration.ofDays(90));
        await().until(() -> !subjects().isEmpty());
        assertThat(subjects()).containsExactly("The secret of \"jane\" expires in 3 days");
    }

    @Test
    void they_are_not_reminded_while_they_may_use_no_API() {
        notifier.does(new DisableRoleApi(ROLE));
        clock.tick(Duration.ofDays(88));
        notifier.settles();
        assertThat(subjects()).isEmpty();

        secretsLive("P90D");
        clock.tick(Duration.ofDays(1));
        await().until(() -> !subjects().isEmpty());
        assertThat(subjects()).containsExactly("The secret of \"jane\" expires in 1 day");
    }

    private void secretsLive(String interval) {
        notifier.does(
                new EnableRoleApi(ROLE, new ApiAccess(RotationInterval.parse(interval), GrantedScopes.everything())));
    }

    private List<String> subjects() {
        return notifier.column("select subject from notifier.mail order by id");
    }
}
