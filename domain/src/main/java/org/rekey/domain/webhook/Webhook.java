package org.rekey.domain.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.NullUnmarked;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;

/** A program that is told of what happens to the credentials of one tenant, or of those that belong to none. */
@AggregateRoot(type = "webhook")
@NullUnmarked
public class Webhook {

    /** How long messages are signed with both secrets after a rotation. */
    public static final Duration BOTH_SECRETS = Duration.ofHours(24);

    @AggregateIdentifier
    private String stream;

    private WebhookId id;
    private TenantId tenant;
    private WebhookProfile profile;
    private int secretVersion = 1;
    private boolean enabled = true;
    private boolean deleted;

    protected Webhook() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    public void handle(RegisterWebhook command) {
        command.profile().check();
        AggregateLifecycle.apply(new WebhookRegistered(command.webhookId(), command.tenant(), command.profile()));
    }

    @CommandHandler
    public void handle(ChangeWebhook command) {
        refuseIfDeleted();
        command.profile().check();
        if (!command.profile().equals(profile)) {
            AggregateLifecycle.apply(new WebhookChanged(id, command.profile()));
        }
    }

    @CommandHandler
    public void handle(RotateWebhookSecret command, Clock clock) {
        refuseIfDeleted();
        AggregateLifecycle.apply(
                new WebhookSecretRotated(id, secretVersion + 1, clock.instant().plus(BOTH_SECRETS)));
    }

    @CommandHandler
    public void handle(EnableWebhook command) {
        refuseIfDeleted();
        if (!enabled) {
            AggregateLifecycle.apply(new WebhookEnabled(id));
        }
    }

    @CommandHandler
    public void handle(DisableWebhook command) {
        refuseIfDeleted();
        if (enabled) {
            AggregateLifecycle.apply(new WebhookDisabled(id, command.reason()));
        }
    }

    @CommandHandler
    public void handle(DeleteWebhook command) {
        refuseIfDeleted();
        AggregateLifecycle.apply(new WebhookDeleted(id));
    }

    private void refuseIfDeleted() {
        if (deleted) {
            throw Refusal.unknown("there is no such webhook");
        }
    }

    @EventHandler
    void on(WebhookRegistered event) {
        stream = event.webhookId().stream();
        id = event.webhookId();
        tenant = event.tenant();
        profile = event.profile();
    }

    @EventHandler
    void on(WebhookChanged event) {
        profile = event.profile();
    }

    @EventHandler
    void on(WebhookSecretRotated event) {
        secretVersion = event.version();
    }

    @EventHandler
    void on(WebhookEnabled event) {
        enabled = true;
    }

    @EventHandler
    void on(WebhookDisabled event) {
        enabled = false;
    }

    @EventHandler
    void on(WebhookDeleted event) {
        deleted = true;
    }

    public WebhookId id() {
        return id;
    }

    public boolean isDeleted() {
        return deleted;
    }

    public Optional<TenantId> tenant() {
        return Optional.ofNullable(tenant);
    }

    public WebhookProfile profile() {
        return profile;
    }

    public int secretVersion() {
        return secretVersion;
    }
}
