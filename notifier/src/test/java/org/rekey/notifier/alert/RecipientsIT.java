package org.rekey.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.directory.AddUserToGroup;
import org.rekey.domain.directory.AssignRoleToGroup;
import org.rekey.domain.directory.CreateGroup;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.domain.directory.RegisterUser;
import org.rekey.domain.directory.UserProfile;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.role.CreateRole;
import org.rekey.domain.role.EnableRoleApi;
import org.rekey.domain.role.RoleId;
import org.rekey.domain.role.RoleProfile;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.rekey.notifier.TestNotifier;

/** To whom mail goes. */
class RecipientsIT {

    private static TestNotifier notifier;

    @BeforeAll
    static void start() {
        notifier = new TestNotifier(
                EmbeddedDatabase.freshProperties(), new SettableClock(Instant.parse("2026-11-21T10:00:00Z")), Map.of());
        BuiltInApis.all().forEach(notifier::does);
    }

    @AfterAll
    static void stop() {
        notifier.close();
    }

    private static UserId person(String name, @Nullable String tenant, String group) {
        UserId user = new UserId(name);
        notifier.does(new RegisterUser(
                user,
                tenant == null ? null : new TenantId(tenant),
                UserProfile.of(name, name + "@acme.example", null)));
        notifier.does(new AddUserToGroup(user, new GroupId(group)));
        return user;
    }

    private static void group(String name) {
        notifier.does(new CreateGroup(new GroupId(name), null, new GroupProfile(name, null)));
    }

    private static void role(String name, GrantedScopes apis) {
        RoleId role = new RoleId(name);
        notifier.does(new CreateRole(role, null, new RoleProfile(name, null, GrantedScopes.NONE)));
        notifier.does(new EnableRoleApi(role, new ApiAccess(RotationInterval.parse("P90D"), apis)));
        notifier.does(new AssignRoleToGroup(new GroupId(name), role));
    }

    @Test
    void B13_people_whose_role_says_all_are_no_administrators() {
        group("everything");
        role("everything", GrantedScopes.everything());
        person("clerk", null, "everything");
        group("readers");
        role("readers", GrantedScopes.of(List.of(new Grant(BuiltInApis.REKEY, EnumSet.of(AccessLevel.READ)))));
        person("reader", null, "readers");
        group("bosses");
        role("bosses", GrantedScopes.of(List.of(new Grant(BuiltInApis.REKEY, EnumSet.of(AccessLevel.WRITE)))));
        person("boss", null, "bosses");
        settles();
        assertThat(notifier.bean(Recipients.class).administrators(null))
                .extracting(Recipient::address)
                .containsExactly("boss@acme.example");
    }

    @Test
    void B12_what_is_told_to_a_group_of_no_tenant_stays_within_the_clients_tenant() {
        group("ops");
        person("ours", "acme", "ops");
        person("theirs", "globex", "ops");
        person("nobodys", null, "ops");
        notifier.does(new CreateClient(
                new ClientId("acmes"),
                ClientKind.SERVICE,
                new TenantId("acme"),
                null,
                new ClientProfile("acmes", null, Map.of()),
                GrantedScopes.everything(),
                RotationInterval.parse("P90D"),
                TokenPolicy.DEFAULT,
                new AlertRecipients(List.of(), List.of("ops"), List.of()),
                List.of(),
                new SecretId("s1"),
                new SecretHash("hash")));
        Situation client =
                notifier.bean(Situations.class).of(new ClientId("acmes")).orElseThrow();
        assertThat(notifier.bean(Recipients.class).of(client))
                .extracting(Recipient::address)
                .containsExactlyInAnyOrder("ours@acme.example", "nobodys@acme.example");
    }

    private static void settles() {
        notifier.settles();
        notifier.bean(ProjectionPositions.class)
                .await(RecipientsProjection.NAME, notifier.bean(LogHead.class).committed(), Duration.ofSeconds(5));
    }
}
