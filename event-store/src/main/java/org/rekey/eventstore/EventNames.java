package org.rekey.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.tokenstore.ConfigToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateScopeDescriptor;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.rekey.domain.alert.AlertDomainAllowed;
import org.rekey.domain.alert.AlertDomainDisallowed;
import org.rekey.domain.alert.ExpiryReminderFailed;
import org.rekey.domain.alert.ExpiryReminderSent;
import org.rekey.domain.api.ApiChanged;
import org.rekey.domain.api.ApiRegistered;
import org.rekey.domain.api.ApiRetired;
import org.rekey.domain.client.ClientAlertsChanged;
import org.rekey.domain.client.ClientAuthoritiesChanged;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientDescribed;
import org.rekey.domain.client.ClientKeyAdded;
import org.rekey.domain.client.ClientKeyRetired;
import org.rekey.domain.client.ClientResumed;
import org.rekey.domain.client.ClientRotationIntervalChanged;
import org.rekey.domain.client.ClientScopesChanged;
import org.rekey.domain.client.ClientSuspended;
import org.rekey.domain.client.ClientTokenPolicyChanged;
import org.rekey.domain.client.ClientTokensRevoked;
import org.rekey.domain.client.ClientTransferred;
import org.rekey.domain.directory.GroupCreated;
import org.rekey.domain.directory.GroupDeleted;
import org.rekey.domain.directory.GroupDescribed;
import org.rekey.domain.directory.RoleAssignedToGroup;
import org.rekey.domain.directory.RoleUnassignedFromGroup;
import org.rekey.domain.directory.UserAddedToGroup;
import org.rekey.domain.directory.UserDeactivated;
import org.rekey.domain.directory.UserDeleted;
import org.rekey.domain.directory.UserDescribed;
import org.rekey.domain.directory.UserPasswordChanged;
import org.rekey.domain.directory.UserPasswordVoided;
import org.rekey.domain.directory.UserReactivated;
import org.rekey.domain.directory.UserRegistered;
import org.rekey.domain.directory.UserRemovedFromGroup;
import org.rekey.domain.key.SigningKeyActivated;
import org.rekey.domain.key.SigningKeyRetired;
import org.rekey.domain.log.LogRestored;
import org.rekey.domain.role.RoleApiChanged;
import org.rekey.domain.role.RoleApiDisabled;
import org.rekey.domain.role.RoleApiEnabled;
import org.rekey.domain.role.RoleCreated;
import org.rekey.domain.role.RoleDeleted;
import org.rekey.domain.role.RoleDescribed;
import org.rekey.domain.secret.SecretExposed;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.domain.token.TokenRevoked;
import org.rekey.domain.webhook.WebhookChanged;
import org.rekey.domain.webhook.WebhookDeleted;
import org.rekey.domain.webhook.WebhookDisabled;
import org.rekey.domain.webhook.WebhookEnabled;
import org.rekey.domain.webhook.WebhookRegistered;
import org.rekey.domain.webhook.WebhookSecretRotated;

/** What stands in the database for a class. A line here may be added, but never changed: yesterday's log says so. */
public final class EventNames {

    private static final List<StoredName> EVENTS = List.of(
            new StoredName(ClientCreated.class, "client.created"),
            new StoredName(ClientDescribed.class, "client.described"),
            new StoredName(ClientScopesChanged.class, "client.scopes-changed"),
            new StoredName(ClientRotationIntervalChanged.class, "client.rotation-interval-changed"),
            new StoredName(ClientTokenPolicyChanged.class, "client.token-policy-changed"),
            new StoredName(ClientAlertsChanged.class, "client.alerts-changed"),
            new StoredName(ClientAuthoritiesChanged.class, "client.authorities-changed"),
            new StoredName(ClientKeyAdded.class, "client.key-added"),
            new StoredName(ClientKeyRetired.class, "client.key-retired"),
            new StoredName(ClientSuspended.class, "client.suspended"),
            new StoredName(ClientResumed.class, "client.resumed"),
            new StoredName(ClientDeleted.class, "client.deleted"),
            new StoredName(ClientTransferred.class, "client.transferred"),
            new StoredName(ClientTokensRevoked.class, "client.tokens-revoked"),
            new StoredName(SecretIssued.class, "secret.issued"),
            new StoredName(SecretRotated.class, "secret.rotated"),
            new StoredName(SecretRetired.class, "secret.retired"),
            new StoredName(SecretExposed.class, "secret.exposed"),
            new StoredName(RoleCreated.class, "role.created"),
            new StoredName(RoleDescribed.class, "role.described"),
            new StoredName(RoleApiEnabled.class, "role.api-enabled"),
            new StoredName(RoleApiChanged.class, "role.api-changed"),
            new StoredName(RoleApiDisabled.class, "role.api-disabled"),
            new StoredName(RoleDeleted.class, "role.deleted"),
            new StoredName(UserRegistered.class, "user.registered"),
            new StoredName(UserDescribed.class, "user.described"),
            new StoredName(UserAddedToGroup.class, "user.added-to-group"),
            new StoredName(UserRemovedFromGroup.class, "user.removed-from-group"),
            new StoredName(UserPasswordChanged.class, "user.password-changed"),
            new StoredName(UserPasswordVoided.class, "user.password-voided"),
            new StoredName(UserDeactivated.class, "user.deactivated"),
            new StoredName(UserReactivated.class, "user.reactivated"),
            new StoredName(UserDeleted.class, "user.deleted"),
            new StoredName(GroupCreated.class, "group.created"),
            new StoredName(GroupDescribed.class, "group.described"),
            new StoredName(GroupDeleted.class, "group.deleted"),
            new StoredName(RoleAssignedToGroup.class, "group.role-assigned"),
            new StoredName(RoleUnassignedFromGroup.class, "group.role-unassigned"),
            new StoredName(ApiRegistered.class, "api.registered"),
            new StoredName(ApiChanged.class, "api.changed"),
            new StoredName(ApiRetired.class, "api.retired"),
            new StoredName(AlertDomainAllowed.class, "alert.domain-allowed"),
            new StoredName(AlertDomainDisallowed.class, "alert.domain-disallowed"),
            new StoredName(ExpiryReminderSent.class, "alert.reminder-sent"),
            new StoredName(ExpiryReminderFailed.class, "alert.reminder-failed"),
            new StoredName(WebhookRegistered.class, "webhook.registered"),
            new StoredName(WebhookChanged.class, "webhook.changed"),
            new StoredName(WebhookSecretRotated.class, "webhook.secret-rotated"),
            new StoredName(WebhookEnabled.class, "webhook.enabled"),
            new StoredName(WebhookDisabled.class, "webhook.disabled"),
            new StoredName(WebhookDeleted.class, "webhook.deleted"),
            new StoredName(TokenRevoked.class, "token.revoked"),
            new StoredName(SigningKeyActivated.class, "key.activated"),
            new StoredName(SigningKeyRetired.class, "key.retired"),
            new StoredName(LogRestored.class, "log.restored"));

    /** What the framework itself keeps: positions of processors, owners of deadlines. */
    private static final List<StoredName> FRAMEWORK = List.of(
            new StoredName(GapAwareTrackingToken.class, "position"),
            new StoredName(ReplayToken.class, "position.replay"),
            new StoredName(ConfigToken.class, "position.store"),
            new StoredName(SagaScopeDescriptor.class, "scope.saga"),
            new StoredName(AggregateScopeDescriptor.class, "scope.aggregate"),
            new StoredName(String.class, "text"));

    private final Map<Class<?>, StoredName> byType = new HashMap<>();
    private final Map<String, StoredName> byName = new HashMap<>();

    EventNames(List<StoredName> further) {
        List<StoredName> all = new ArrayList<>(EVENTS);
        all.addAll(FRAMEWORK);
        all.addAll(further);
        all.forEach(this::add);
    }

    /** The events of the domain. */
    public static List<StoredName> events() {
        return EVENTS;
    }

    /** As in {@code secret.rotated}. */
    public String nameOf(Class<?> type) {
        return of(type).name();
    }

    StoredName of(Class<?> type) {
        StoredName name = byType.get(type);
        if (name == null) {
            throw new UnknownNameException(type.getName() + " has no stored name");
        }
        return name;
    }

    Class<?> typeOf(SerializedType stored) {
        if (stored.getName().equals(MetaData.class.getName())) {
            return MetaData.class;
        }
        StoredName name = byName.get(stored.getName());
        if (name == null) {
            throw new UnknownNameException("nothing is stored under the name '" + stored.getName() + "'");
        }
        if (stored.getRevision() != null && !stored.getRevision().equals(name.revision())) {
            throw new UnknownNameException(
                    "nothing reads revision " + stored.getRevision() + " of '" + stored.getName() + "'");
        }
        return name.type();
    }

    SerializedType serializedType(Class<?> type) {
        if (type == MetaData.class) {
            return new SimpleSerializedType(MetaData.class.getName(), null);
        }
        StoredName name = of(type);
        return new SimpleSerializedType(name.name(), name.revision());
    }

    private void add(StoredName name) {
        if (byType.put(name.type(), name) != null || byName.put(name.name(), name) != null) {
            throw new IllegalStateException(name + " is registered twice");
        }
    }
}
