package org.rekey.domain.client;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.PlainData;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.TextValue;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.alert.AllowedDomains;
import org.rekey.domain.api.Catalogue;
import org.rekey.domain.secret.EndGrace;
import org.rekey.domain.secret.ReportSecretExposed;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.Secret;
import org.rekey.domain.secret.SecretExposed;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRing;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.domain.secret.SetterRights;
import org.rekey.domain.token.TokenPolicy;

/** An OAuth2 client with its secrets: one consistency boundary, so at most two secrets ever work. */
@AggregateRoot(type = "client")
@NullUnmarked
public class Client {

    @AggregateIdentifier
    private String stream;

    private ClientId id;
    private ClientKind kind;
    private TenantId tenant;
    private UserId owner;
    private ClientProfile profile;
    private GrantedScopes scopes;
    private RotationInterval rotationInterval;
    private TokenPolicy tokenPolicy;
    private AlertRecipients alerts;
    private List<Object> authorities;
    private final SecretRing secrets = new SecretRing();
    private final KeyRing keys = new KeyRing();
    private final Map<TextValue, SetterRights> setters = new HashMap<>();
    private boolean suspended;
    private boolean deleted;

    protected Client() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    public void handle(CreateClient command, Clock clock, Catalogue catalogue, AllowedDomains allowed) {
        command.profile().check();
        command.tokenPolicy().check();
        command.alerts().check(AlertRecipients.NONE, allowed);
        command.scopes().check("scopes", catalogue);
        PlainData.check("authorities", command.authorities());
        AggregateLifecycle.apply(new ClientCreated(
                command.clientId(),
                command.kind(),
                command.tenant(),
                command.owner(),
                command.profile(),
                command.scopes(),
                command.rotationInterval(),
                command.tokenPolicy(),
                command.alerts(),
                command.authorities()));
        AggregateLifecycle.apply(new SecretIssued(
                command.clientId(),
                command.secretId(),
                command.hash(),
                command.rotationInterval().expiryOf(clock.instant())));
    }

    @CommandHandler
    public void handle(DescribeClient command) {
        refuseIfDeleted();
        command.profile().check();
        if (!command.profile().equals(profile)) {
            AggregateLifecycle.apply(new ClientDescribed(id, command.profile()));
        }
    }

    @CommandHandler
    public void handle(ChangeClientScopes command, Catalogue catalogue) {
        refuseIfDeleted();
        refuseIfOfUser("the scopes");
        command.scopes().check("scopes", catalogue);
        if (!command.scopes().equals(scopes)) {
            AggregateLifecycle.apply(new ClientScopesChanged(id, command.scopes()));
        }
    }

    @CommandHandler
    public void handle(ChangeClientRotationInterval command, Clock clock) {
        refuseIfDeleted();
        refuseIfOfUser("the expiry");
        if (!command.rotationInterval().equals(rotationInterval)) {
            AggregateLifecycle.apply(new ClientRotationIntervalChanged(
                    id,
                    command.rotationInterval(),
                    secrets.current().id(),
                    secrets.expiryUnder(command.rotationInterval(), clock.instant())));
        }
    }

    @CommandHandler
    public void handle(FollowRolePolicy command) {
        refuseIfDeleted();
        boolean news = !command.rotationInterval().equals(rotationInterval)
                || !Objects.equals(command.expiresAt(), secrets.current().expiresAt());
        if (news) {
            AggregateLifecycle.apply(new ClientRotationIntervalChanged(
                    id, command.rotationInterval(), secrets.current().id(), command.expiresAt()));
        }
    }

    @CommandHandler
    public void handle(ChangeClientTokenPolicy command) {
        refuseIfDeleted();
        command.tokenPolicy().check();
        if (!command.tokenPolicy().equals(tokenPolicy)) {
            AggregateLifecycle.apply(new ClientTokenPolicyChanged(id, command.tokenPolicy()));
        }
    }

    @CommandHandler
    public void handle(ChangeClientAlerts command, AllowedDomains allowed) {
        refuseIfDeleted();
        command.alerts().check(alerts, allowed);
        if (kind == ClientKind.USER && !command.alerts().users().contains(owner.value())) {
            throw Refusal.rule("alerts.users", "must name the user, whose own credentials these are");
        }
        if (!command.alerts().equals(alerts)) {
            AggregateLifecycle.apply(new ClientAlertsChanged(id, command.alerts()));
        }
    }

    @CommandHandler
    public void handle(ChangeClientAuthorities command) {
        refuseIfDeleted();
        PlainData.check("authorities", command.authorities());
        if (!command.authorities().equals(authorities)) {
            AggregateLifecycle.apply(new ClientAuthoritiesChanged(id, command.authorities()));
        }
    }

    @CommandHandler
    public void handle(RotateSecret command, Clock clock) {
        refuseIfDeleted();
        Instant now = clock.instant();
        Instant graceEnd = secrets.graceEnd(command.grace(), now);
        Secret previous = secrets.current();
        secrets.retiring().ifPresent(this::retireAsRotated);
        AggregateLifecycle.apply(new SecretRotated(
                id,
                previous.id(),
                command.secretId(),
                command.hash(),
                rotationInterval.expiryOf(now),
                graceEnd,
                command.grace().endsWhenSafe() ? true : null));
        if (graceEnd != null && !now.isBefore(graceEnd)) {
            retireAsRotated(previous);
        }
    }

    private void retireAsRotated(Secret secret) {
        AggregateLifecycle.apply(new SecretRetired(id, secret.id(), RetiredReason.ROTATED));
    }

    @CommandHandler
    public void handle(RetireSecret command, Clock clock) {
        refuseIfDeleted();
        Secret secret = secret(command.secretId());
        if (command.reason() != RetiredReason.REVOKED && secret.worksAt(clock.instant())) {
            throw Refusal.conflict("secret '" + secret.id() + "' still works");
        }
        if (secret.retired() == null
                || command.reason() == RetiredReason.REVOKED && secret.retired() != RetiredReason.REVOKED) {
            AggregateLifecycle.apply(new SecretRetired(id, secret.id(), command.reason()));
        }
    }

    /** One that has been retired by then stays as it is. */
    @CommandHandler
    public void handle(EndGrace command) {
        refuseIfDeleted();
        Secret secret = secret(command.secretId());
        if (secret.validUntil() == null) {
            throw Refusal.conflict("secret '" + secret.id() + "' is in no grace period");
        }
        if (secret.retired() == null) {
            retireAsRotated(secret);
        }
    }

    private Secret secret(SecretId secretId) {
        return secrets.find(secretId)
                .orElseThrow(() -> Refusal.unknown("client '" + id + "' has no secret '" + secretId + "'"));
    }

    /** Also of a secret that no longer works: what it was used for may be worth knowing. */
    @CommandHandler
    public void handle(ReportSecretExposed command) {
        refuseIfDeleted();
        boolean news = secrets.find(command.secretId())
                .filter(secret -> !secret.exposed())
                .isPresent();
        if (news) {
            AggregateLifecycle.apply(new SecretExposed(id, command.secretId(), command.where()));
        }
    }

    @CommandHandler
    public void handle(AddClientKey command, Clock clock) {
        refuseIfDeleted();
        if (kind == ClientKind.USER) {
            throw Refusal.conflict("a user's own credentials are an id and a secret");
        }
        Instant now = clock.instant();
        keys.refuseUnlessFree(command.keyId(), now);
        AggregateLifecycle.apply(
                new ClientKeyAdded(id, command.keyId(), command.publicJwk(), rotationInterval.expiryOf(now)));
    }

    @CommandHandler
    public void handle(RetireClientKey command) {
        refuseIfDeleted();
        if (!keys.get(command.keyId()).retired()) {
            AggregateLifecycle.apply(new ClientKeyRetired(id, command.keyId()));
        }
    }

    /** What somebody with all of these rights set stays as it is. */
    @CommandHandler
    public void handle(VoidClientCredentials command) {
        refuseIfDeleted();
        for (Secret secret : List.copyOf(secrets.all())) {
            if (secret.retired() == null && !setterOf(secret.id()).cover(command.rights())) {
                AggregateLifecycle.apply(new SecretRetired(id, secret.id(), RetiredReason.REVOKED));
            }
        }
        for (ClientKey key : keys.notRetired()) {
            if (!setterOf(key.id()).cover(command.rights())) {
                AggregateLifecycle.apply(new ClientKeyRetired(id, key.id()));
            }
        }
    }

    public boolean hasCredentialsSetWithout(Set<String> rights) {
        return !deleted
                && (secrets.all().stream()
                                .anyMatch(secret -> secret.retired() == null
                                        && !setterOf(secret.id()).cover(rights))
                        || keys.notRetired().stream()
                                .anyMatch(key -> !setterOf(key.id()).cover(rights)));
    }

    private SetterRights setterOf(TextValue secretOrKey) {
        return setters.getOrDefault(secretOrKey, SetterRights.NONE);
    }

    @CommandHandler
    public void handle(SuspendClient command) {
        refuseIfDeleted();
        if (!suspended) {
            AggregateLifecycle.apply(new ClientSuspended(id));
        }
    }

    @CommandHandler
    public void handle(ResumeClient command) {
        refuseIfDeleted();
        if (suspended) {
            AggregateLifecycle.apply(new ClientResumed(id));
        }
    }

    @CommandHandler
    public void handle(TransferClient command) {
        refuseIfDeleted();
        if (kind == ClientKind.USER) {
            throw Refusal.conflict("a user's own credentials stay the user's");
        }
        if (!Objects.equals(command.owner(), owner)) {
            AggregateLifecycle.apply(new ClientTransferred(id, command.owner()));
        }
    }

    @CommandHandler
    public void handle(DeleteClient command) {
        if (deleted) {
            throw Refusal.unknown("there is no client '" + id + "'");
        }
        AggregateLifecycle.apply(new ClientDeleted(id));
    }

    @CommandHandler
    public void handle(RevokeClientTokens command) {
        refuseIfDeleted();
        AggregateLifecycle.apply(new ClientTokensRevoked(id));
    }

    private void refuseIfOfUser(String what) {
        if (kind == ClientKind.USER) {
            throw Refusal.conflict(what + " of a user's own credentials follow from the roles of the user");
        }
    }

    private void refuseIfDeleted() {
        if (deleted) {
            throw Refusal.conflict("client '" + id + "' has been deleted");
        }
    }

    @EventHandler
    void on(ClientCreated event) {
        stream = event.clientId().stream();
        id = event.clientId();
        kind = event.kind();
        tenant = event.tenant();
        owner = event.owner();
        profile = event.profile();
        scopes = event.scopes();
        rotationInterval = event.rotationInterval();
        tokenPolicy = event.tokenPolicy();
        alerts = event.alerts();
        authorities = event.authorities();
    }

    @EventHandler
    void on(ClientDescribed event) {
        profile = event.profile();
    }

    @EventHandler
    void on(ClientScopesChanged event) {
        scopes = event.scopes();
    }

    @EventHandler
    void on(ClientRotationIntervalChanged event) {
        rotationInterval = event.rotationInterval();
        secrets.currentExpiresAt(event.expiresAt());
    }

    @EventHandler
    void on(ClientTokenPolicyChanged event) {
        tokenPolicy = event.tokenPolicy();
    }

    @EventHandler
    void on(ClientAlertsChanged event) {
        alerts = event.alerts();
    }

    @EventHandler
    void on(ClientAuthoritiesChanged event) {
        authorities = event.authorities();
    }

    @EventHandler
    void on(
            SecretIssued event,
            @Timestamp Instant at,
            @MetaDataValue("actor") @Nullable String actor,
            @MetaDataValue("rights") @Nullable String rights) {
        secrets.on(event, at);
        setters.put(event.secretId(), SetterRights.ofEvent(actor, rights));
    }

    @EventHandler
    void on(
            SecretRotated event,
            @Timestamp Instant at,
            @MetaDataValue("actor") @Nullable String actor,
            @MetaDataValue("rights") @Nullable String rights) {
        secrets.on(event, at);
        setters.put(event.current(), SetterRights.ofEvent(actor, rights));
    }

    @EventHandler
    void on(SecretRetired event) {
        secrets.on(event);
    }

    @EventHandler
    void on(SecretExposed event) {
        secrets.on(event);
    }

    @EventHandler
    void on(
            ClientKeyAdded event,
            @MetaDataValue("actor") @Nullable String actor,
            @MetaDataValue("rights") @Nullable String rights) {
        keys.on(event);
        setters.put(event.keyId(), SetterRights.ofEvent(actor, rights));
    }

    @EventHandler
    void on(ClientKeyRetired event) {
        keys.on(event);
    }

    @EventHandler
    void on(ClientSuspended event) {
        suspended = true;
    }

    @EventHandler
    void on(ClientResumed event) {
        suspended = false;
    }

    @EventHandler
    void on(ClientTransferred event) {
        owner = event.owner();
    }

    @EventHandler
    void on(ClientDeleted event) {
        deleted = true;
    }

    public ClientId id() {
        return id;
    }

    public boolean isDeleted() {
        return deleted;
    }

    public Optional<TenantId> tenant() {
        return Optional.ofNullable(tenant);
    }

    public ClientKind kind() {
        return kind;
    }

    public Optional<UserId> owner() {
        return Optional.ofNullable(owner);
    }

    public boolean isSuspended() {
        return suspended;
    }

    public RotationInterval rotationInterval() {
        return rotationInterval;
    }

    public ClientProfile profile() {
        return profile;
    }

    public GrantedScopes scopes() {
        return scopes;
    }

    public TokenPolicy tokenPolicy() {
        return tokenPolicy;
    }

    public AlertRecipients alerts() {
        return alerts;
    }

    public SecretRing secrets() {
        return secrets;
    }

    public KeyRing keys() {
        return keys;
    }
}
