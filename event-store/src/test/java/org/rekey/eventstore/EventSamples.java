package org.rekey.eventstore;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rekey.domain.ClientId;
import org.rekey.domain.DomainEvent;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertDomainAllowed;
import org.rekey.domain.alert.AlertDomainDisallowed;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.alert.ExpiryReminderFailed;
import org.rekey.domain.alert.ExpiryReminderSent;
import org.rekey.domain.alert.ReminderKind;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiChanged;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.ApiRegistered;
import org.rekey.domain.api.ApiRetired;
import org.rekey.domain.api.Endpoint;
import org.rekey.domain.client.ClientAlertsChanged;
import org.rekey.domain.client.ClientAuthoritiesChanged;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientDescribed;
import org.rekey.domain.client.ClientKeyAdded;
import org.rekey.domain.client.ClientKeyRetired;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.ClientResumed;
import org.rekey.domain.client.ClientRotationIntervalChanged;
import org.rekey.domain.client.ClientScopesChanged;
import org.rekey.domain.client.ClientSuspended;
import org.rekey.domain.client.ClientTokenPolicyChanged;
import org.rekey.domain.client.ClientTokensRevoked;
import org.rekey.domain.client.ClientTransferred;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.directory.GroupCreated;
import org.rekey.domain.directory.GroupDeleted;
import org.rekey.domain.directory.GroupDescribed;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.domain.directory.RoleAssignedToGroup;
import org.rekey.domain.directory.RoleUnassignedFromGroup;
import org.rekey.domain.directory.UserAddedToGroup;
import org.rekey.domain.directory.UserDeactivated;
import org.rekey.domain.directory.UserDeleted;
import org.rekey.domain.directory.UserDescribed;
import org.rekey.domain.directory.UserPasswordChanged;
import org.rekey.domain.directory.UserPasswordVoided;
import org.rekey.domain.directory.UserProfile;
import org.rekey.domain.directory.UserReactivated;
import org.rekey.domain.directory.UserRegistered;
import org.rekey.domain.directory.UserRemovedFromGroup;
import org.rekey.domain.key.KeyId;
import org.rekey.domain.key.SigningAlgorithm;
import org.rekey.domain.key.SigningKeyActivated;
import org.rekey.domain.key.SigningKeyRetired;
import org.rekey.domain.log.LogRestored;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.role.RoleApiChanged;
import org.rekey.domain.role.RoleApiDisabled;
import org.rekey.domain.role.RoleApiEnabled;
import org.rekey.domain.role.RoleCreated;
import org.rekey.domain.role.RoleDeleted;
import org.rekey.domain.role.RoleDescribed;
import org.rekey.domain.role.RoleId;
import org.rekey.domain.role.RoleProfile;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretExposed;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenId;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenRevoked;
import org.rekey.domain.webhook.CredentialNews;
import org.rekey.domain.webhook.WebhookChanged;
import org.rekey.domain.webhook.WebhookDeleted;
import org.rekey.domain.webhook.WebhookDisabled;
import org.rekey.domain.webhook.WebhookEnabled;
import org.rekey.domain.webhook.WebhookId;
import org.rekey.domain.webhook.WebhookProfile;
import org.rekey.domain.webhook.WebhookRegistered;
import org.rekey.domain.webhook.WebhookSecretRotated;

/** One of each event, with every property set. */
final class EventSamples {

    private static final TenantId TENANT = new TenantId("acme");
    private static final UserId USER = new UserId("u1");
    private static final WebhookId WEBHOOK = new WebhookId("w1");
    private static final WebhookProfile LISTENING = new WebhookProfile(
            "https://hooks.acme.example/rekey", EnumSet.of(CredentialNews.ISSUED, CredentialNews.REVOKED));
    private static final GroupId GROUP = new GroupId("g1");
    private static final RoleId ROLE = new RoleId("r1");
    private static final UserProfile PERSON = new UserProfile(
            "jane",
            "jane@acme.example",
            "Jane Doe",
            "00u1",
            Map.of("name", Map.of("givenName", "Jane", "familyName", "Doe")));
    private static final ClientId CLIENT = new ClientId("acme-reports");
    private static final ApiKey API = new ApiKey("asset-listing");
    private static final KeyId KEY = new KeyId("2026-11-a");
    private static final KeyId CLIENT_KEY = new KeyId("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
    private static final SecretId FIRST = new SecretId("s1");
    private static final SecretId SECOND = new SecretId("s2");
    private static final SecretHash HASH = new SecretHash("hmac-sha256:3q2+7w==");
    private static final Instant IN_GRACE = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant EXPIRY = Instant.parse("2027-02-19T10:00:00.123Z");
    private static final LocalDate REMINDED_ON = LocalDate.parse("2027-02-16");
    private static final RotationInterval QUARTER = RotationInterval.parse("P90D");

    private static final ClientProfile PROFILE =
            new ClientProfile("Acme reports", "Nightly export", Map.of("costCenter", 42, "labels", List.of("a", "b")));
    private static final GrantedScopes SCOPES =
            GrantedScopes.of(List.of(new Grant(API, Set.of(AccessLevel.READ, AccessLevel.WRITE))));
    private static final TokenPolicy POLICY = new TokenPolicy(TokenFormat.OPAQUE, Duration.ofMinutes(90), true, null);
    private static final AlertRecipients ALERTS =
            new AlertRecipients(List.of("u1"), List.of("g1"), List.of("ops@acme.example"));
    private static final List<Object> AUTHORITIES = List.of("reports:read", Map.of("region", "eu"));

    private static final ApiDefinition DEFINITION = new ApiDefinition(
            "Asset listing",
            Set.of(AccessLevel.READ, AccessLevel.WRITE),
            Map.of(AccessLevel.READ, "data"),
            "https://api.acme.example/assets",
            List.of(Endpoint.of("GET", "/assets/{id}", AccessLevel.READ)));

    static final List<DomainEvent> ALL = List.of(
            new ClientCreated(
                    CLIENT,
                    ClientKind.SERVICE,
                    new TenantId("acme"),
                    null,
                    PROFILE,
                    SCOPES,
                    QUARTER,
                    POLICY,
                    ALERTS,
                    AUTHORITIES),
            new ClientDescribed(CLIENT, PROFILE),
            new ClientScopesChanged(CLIENT, GrantedScopes.everything()),
            new ClientRotationIntervalChanged(CLIENT, QUARTER, SECOND, EXPIRY),
            new ClientTokenPolicyChanged(CLIENT, POLICY),
            new ClientAlertsChanged(CLIENT, ALERTS),
            new ClientAuthoritiesChanged(CLIENT, AUTHORITIES),
            new ClientKeyAdded(CLIENT, CLIENT_KEY, "{\"kty\":\"EC\"}", EXPIRY),
            new ClientKeyRetired(CLIENT, CLIENT_KEY),
            new ClientSuspended(CLIENT),
            new ClientResumed(CLIENT),
            new ClientDeleted(CLIENT),
            new ClientTransferred(CLIENT, USER),
            new ClientTokensRevoked(CLIENT),
            new SecretIssued(CLIENT, FIRST, HASH, EXPIRY),
            new SecretRotated(CLIENT, FIRST, SECOND, HASH, EXPIRY, IN_GRACE, null),
            new SecretRetired(CLIENT, FIRST, RetiredReason.ROTATED),
            new SecretExposed(CLIENT, FIRST, "the query of POST /oauth2/token"),
            new RoleCreated(ROLE, TENANT, new RoleProfile("Steward", "Keeps the catalogue", SCOPES)),
            new RoleDescribed(ROLE, new RoleProfile("Steward", "Keeps the catalogue", GrantedScopes.everything())),
            new RoleApiEnabled(ROLE, new ApiAccess(QUARTER, SCOPES)),
            new RoleApiChanged(ROLE, new ApiAccess(RotationInterval.NEVER, SCOPES)),
            new RoleApiDisabled(ROLE),
            new RoleDeleted(ROLE),
            new UserRegistered(USER, TENANT, PERSON),
            new UserDescribed(USER, PERSON),
            new UserAddedToGroup(USER, GROUP),
            new UserRemovedFromGroup(USER, GROUP),
            new UserPasswordChanged(USER),
            new UserPasswordVoided(USER),
            new UserDeactivated(USER),
            new UserReactivated(USER),
            new UserDeleted(USER),
            new GroupCreated(GROUP, TENANT, new GroupProfile("Stewards", "8b2f")),
            new GroupDescribed(GROUP, new GroupProfile("Stewards", "8b2f")),
            new GroupDeleted(GROUP),
            new RoleAssignedToGroup(GROUP, ROLE),
            new RoleUnassignedFromGroup(GROUP, ROLE),
            new ApiRegistered(API, DEFINITION),
            new ApiChanged(API, DEFINITION),
            new ApiRetired(API),
            new ExpiryReminderSent(
                    CLIENT,
                    FIRST,
                    ReminderKind.EXPIRY,
                    REMINDED_ON,
                    EXPIRY,
                    List.of("jane@acme.example"),
                    List.of("ops@acme.example")),
            new ExpiryReminderFailed(
                    CLIENT, FIRST, ReminderKind.GRACE_END, REMINDED_ON, IN_GRACE, List.of("ops@acme.example")),
            new WebhookRegistered(WEBHOOK, TENANT, LISTENING),
            new WebhookChanged(WEBHOOK, LISTENING),
            new WebhookSecretRotated(WEBHOOK, 2, IN_GRACE),
            new WebhookEnabled(WEBHOOK),
            new WebhookDisabled(WEBHOOK, "it answered 410"),
            new WebhookDeleted(WEBHOOK),
            new TokenRevoked(new TokenId("t1"), CLIENT, IN_GRACE),
            new SigningKeyActivated(KEY, SigningAlgorithm.ES256, "{\"kty\":\"EC\"}", IN_GRACE),
            new SigningKeyRetired(KEY),
            new LogRestored("7GhT5kQw9ZpL", "2026-11-29"),
            new AlertDomainAllowed("partner.example"),
            new AlertDomainDisallowed("partner.example"));

    private EventSamples() {}
}
