package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.Command;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.FollowRolePolicy;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.directory.AddUserToGroup;
import org.rekey.domain.directory.AssignRoleToGroup;
import org.rekey.domain.directory.CreateGroup;
import org.rekey.domain.directory.DeactivateUser;
import org.rekey.domain.directory.DeleteGroup;
import org.rekey.domain.directory.DeleteUser;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.domain.directory.ReactivateUser;
import org.rekey.domain.directory.RegisterUser;
import org.rekey.domain.directory.RemoveUserFromGroup;
import org.rekey.domain.directory.UnassignRoleFromGroup;
import org.rekey.domain.directory.UserProfile;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.role.CreateRole;
import org.rekey.domain.role.DeleteRole;
import org.rekey.domain.role.DisableRoleApi;
import org.rekey.domain.role.EnableRoleApi;
import org.rekey.domain.role.RoleId;
import org.rekey.domain.role.RoleProfile;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretText;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;

/** A person with credentials of their own, in one group with one role. */
class UserCredentialsIT {

    private static final TokenServer server = TokenServer.shared();

    private static void does(Command... commands) {
        Arrays.stream(commands).forEach(server::does);
    }

    private static GroupId group(String name) {
        does(new CreateGroup(new GroupId("g-" + name), null, new GroupProfile(name, null)));
        return new GroupId("g-" + name);
    }

    private static RoleId role(String name, String interval, String... apis) {
        RoleId role = new RoleId("r-" + name);
        does(new CreateRole(role, null, new RoleProfile(name, null, GrantedScopes.NONE)), enable(role, interval, apis));
        return role;
    }

    private static EnableRoleApi enable(RoleId role, String interval, String... apis) {
        List<Grant> grants = Arrays.stream(apis)
                .map(api -> new Grant(new ApiKey(api), Set.of()))
                .toList();
        return new EnableRoleApi(role, new ApiAccess(RotationInterval.parse(interval), GrantedScopes.of(grants)));
    }

    private static UserId user(String name, GroupId... groups) {
        UserId user = new UserId("u-" + name);
        does(new RegisterUser(user, null, UserProfile.of(name + "@acme.example", null, null)));
        Arrays.stream(groups).forEach(group -> does(new AddUserToGroup(user, group)));
        return user;
    }

    private static TestClient credentials(UserId user, String interval, TokenFormat format) {
        String secret = SecretText.generate(TestClient.RANDOM);
        SecretId secretId = TestClient.newSecretId();
        ClientId id = new ClientId("of-" + user);
        does(new CreateClient(
                id,
                ClientKind.USER,
                null,
                user,
                new ClientProfile("Of " + user, null, Map.of()),
                GrantedScopes.NONE,
                RotationInterval.parse(interval),
                new TokenPolicy(format, Duration.ofHours(12), false, null),
                AlertRecipients.NONE,
                List.of(),
                secretId,
                server.bean(SecretHasher.class).hash(secret)));
        return new TestClient(server, id, secretId, secret);
    }

    private static TestClient credentials(UserId user, String interval) {
        return credentials(user, interval, TokenFormat.JWT);
    }

    private static void assertStopped(TestClient client, String token) {
        Reply refused = client.token();
        assertThat(refused.status()).as(refused.toString()).isEqualTo(401);
        assertThat(refused.error()).isEqualTo("invalid_client");
        assertThat(owner().introspect(token).active()).isFalse();
    }

    private static void assertWorks(TestClient client, String token) {
        assertThat(client.token().status()).isEqualTo(200);
        assertThat(owner().introspect(token).active()).isTrue();
    }

    /** Of the APIs: may ask about everybody's tokens. */
    private static TestClient owner() {
        return Owner.CLIENT;
    }

    private static final class Owner {
        private static final TestClient CLIENT = server.client("owner-of-apis", "rekey-tokens");
    }

    @Test
    void DV_08_DV_09_DV_73_a_token_has_the_scopes_of_the_roles_and_says_who_it_is() {
        GroupId group = group("scopes");
        does(new AssignRoleToGroup(group, role("scopes-a", "P90D", "orders")));
        does(new AssignRoleToGroup(group, role("scopes-b", "P90D", "asset-listing", "orders")));
        UserId user = user("scopes", group);
        TestClient client = credentials(user, "P90D");

        Reply reply = client.token();

        assertThat(reply.text("scope")).isEqualTo("asset-listing.read orders.read");
        assertThat(Jwt.of(reply.token()).claim("sub")).isEqualTo(user.value());
        assertThat(Jwt.of(reply.token()).claim("client_id"))
                .isEqualTo(client.id().value());
        Reply introspected = owner().introspect(reply.token());
        assertThat(introspected.text("sub")).isEqualTo(user.value());
        assertThat(introspected.text("username")).isEqualTo("scopes@acme.example");
    }

    @Test
    void DV_72_a_change_of_the_role_changes_new_tokens_and_those_already_issued() {
        GroupId group = group("changes");
        RoleId role = role("changes", "P90D", "orders", "asset-listing");
        does(new AssignRoleToGroup(group, role));
        TestClient client = credentials(user("changes", group), "P90D", TokenFormat.OPAQUE);
        String token = client.newToken();

        does(enable(role, "P90D", "orders"));

        assertThat(client.token().text("scope")).isEqualTo("orders.read");
        assertThat(owner().introspect(token).text("scope")).isEqualTo("orders.read");
        assertThat(client.token("&scope=asset-listing.read").error()).isEqualTo("invalid_scope");
    }

    @Test
    void DV_07_DV_66_DV_78_whoever_loses_the_role_stops_at_once_and_goes_on_with_the_same_credentials() {
        GroupId group = group("loses");
        RoleId role = role("loses", "P90D", "orders");
        does(new AssignRoleToGroup(group, role));
        UserId user = user("loses", group);
        TestClient client = credentials(user, "P90D");
        String token = client.newToken();

        does(new DisableRoleApi(role));
        assertStopped(client, token);
        does(enable(role, "P90D", "orders"));
        assertWorks(client, token);

        does(new UnassignRoleFromGroup(group, role));
        assertStopped(client, token);
        does(new AssignRoleToGroup(group, role));
        assertWorks(client, token);

        does(new RemoveUserFromGroup(user, group));
        assertStopped(client, token);
        does(new AddUserToGroup(user, group));
        assertWorks(client, token);

        does(new DeactivateUser(user));
        assertStopped(client, token);
        does(new ReactivateUser(user));
        assertWorks(client, token);

        does(new DeleteUser(user));
        assertStopped(client, token);
    }

    @Test
    void I14_who_is_left_by_a_group_or_a_role_that_is_deleted_stops_too() {
        GroupId first = group("deleted-first");
        GroupId second = group("deleted-second");
        RoleId role = role("deleted-role", "P90D", "orders");
        does(new AssignRoleToGroup(first, role), new AssignRoleToGroup(second, role));
        TestClient one = credentials(user("deleted-one", first), "P90D");
        TestClient two = credentials(user("deleted-two", second), "P90D");
        String ones = one.newToken();
        String twos = two.newToken();

        does(new DeleteGroup(first));
        assertStopped(one, ones);
        assertWorks(two, twos);

        does(new DeleteRole(role));
        assertStopped(two, twos);
    }

    @Test
    void DV_70_a_shorter_interval_lets_24_hours_and_what_has_expired_stays_so() {
        GroupId group = group("shorter");
        RoleId role = role("shorter", "P90D", "orders");
        does(new AssignRoleToGroup(group, role));
        TestClient client = credentials(user("shorter", group), "P90D");
        server.clock().tick(Duration.ofDays(30));

        does(enable(role, "P7D", "orders"));
        server.clock().tick(Duration.ofHours(24).minusMillis(1));
        assertThat(client.token().status()).isEqualTo(200);
        server.clock().tick(Duration.ofMillis(1));
        assertThat(client.token().status()).isEqualTo(401);

        does(enable(role, "P365D", "orders"));
        assertThat(client.token().status()).as("expired for good").isEqualTo(401);
    }

    @Test
    void DV_70_what_was_decided_before_the_interval_became_shorter_does_not_outlive_it() {
        GroupId group = group("overtaken");
        RoleId role = role("overtaken", "P90D", "orders");
        does(new AssignRoleToGroup(group, role));
        TestClient client = credentials(user("overtaken", group), "P90D");
        RotationInterval before = RotationInterval.parse("P60D");
        Instant expiry = server.clock().instant().plus(Duration.ofDays(60));

        does(enable(role, "P7D", "orders"), new FollowRolePolicy(client.id(), before, expiry));
        server.clock().tick(Duration.ofDays(7).minusMillis(1));
        assertThat(client.token().status()).isEqualTo(200);
        server.clock().tick(Duration.ofMillis(1));
        assertThat(client.token().status()).isEqualTo(401);
    }

    @Test
    void DV_70_a_longer_interval_lets_a_secret_live_longer() {
        GroupId group = group("longer");
        RoleId role = role("longer", "P7D", "orders");
        does(new AssignRoleToGroup(group, role));
        TestClient client = credentials(user("longer", group), "P7D");

        does(enable(role, "P30D", "orders"));
        server.clock().tick(Duration.ofDays(30).minusMillis(1));
        assertThat(client.token().status()).isEqualTo(200);
        server.clock().tick(Duration.ofMillis(1));
        assertThat(client.token().status()).isEqualTo(401);
    }
}
