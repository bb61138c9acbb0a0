package org.rekey.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
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
import org.rekey.domain.token.TokenPolicy;

/** People who have credentials of their own. */
public final class People {

    private People() {}

    /** {@code u1-<stem>} and so on, in the group {@code g-<stem>} with the role {@code r-<stem>}, 90 days. */
    public static List<UserId> inOneRole(QueryApplication app, String stem, int count, String... apis) {
        app.does(new CreateRole(role(stem), null, new RoleProfile("Role " + stem, null, granting(apis))));
        app.does(enable(stem, "P90D", apis));
        app.does(new CreateGroup(group(stem), null, new GroupProfile("Group " + stem, null)));
        app.does(new AssignRoleToGroup(group(stem), role(stem)));
        List<UserId> users = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            UserId user = register(app, "u" + i + "-" + stem, null);
            app.does(new AddUserToGroup(user, group(stem)));
            app.does(credentials(user, "P90D"));
            users.add(user);
        }
        return users;
    }

    public static UserId register(QueryApplication app, String name, @Nullable String tenant) {
        UserId user = new UserId(name);
        app.does(new RegisterUser(
                user,
                tenant == null ? null : new TenantId(tenant),
                UserProfile.of(name + "@acme.example", null, "A person")));
        return user;
    }

    public static RoleId role(String stem) {
        return new RoleId("r-" + stem);
    }

    public static GroupId group(String stem) {
        return new GroupId("g-" + stem);
    }

    public static EnableRoleApi enable(String stem, String interval, String... apis) {
        return new EnableRoleApi(role(stem), new ApiAccess(RotationInterval.parse(interval), granting(apis)));
    }

    private static GrantedScopes granting(String... apis) {
        return GrantedScopes.of(Stream.of(apis)
                .map(api -> QueryApplication.grant(api, AccessLevel.READ))
                .toList());
    }

    public static ClientId clientOf(UserId user) {
        return new ClientId("of-" + user);
    }

    public static CreateClient credentials(UserId user, String interval) {
        ClientId id = clientOf(user);
        return new CreateClient(
                id,
                ClientKind.USER,
                null,
                user,
                new ClientProfile("Of " + user, null, Map.of()),
                GrantedScopes.NONE,
                RotationInterval.parse(interval),
                TokenPolicy.DEFAULT,
                AlertRecipients.NONE,
                List.of(),
                QueryApplication.secret(id.value(), 1),
                QueryApplication.HASH);
    }
}
