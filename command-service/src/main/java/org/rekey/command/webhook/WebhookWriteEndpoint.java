package org.rekey.command.webhook;

import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.command.Patches;
import org.rekey.command.TenantTable;
import org.rekey.command.Writes;
import org.rekey.command.Writes.Made;
import org.rekey.command.directory.Tenants;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.key.MasterKey;
import org.rekey.domain.secret.Base62;
import org.rekey.domain.webhook.ChangeWebhook;
import org.rekey.domain.webhook.CredentialNews;
import org.rekey.domain.webhook.DeleteWebhook;
import org.rekey.domain.webhook.DisableWebhook;
import org.rekey.domain.webhook.EnableWebhook;
import org.rekey.domain.webhook.RegisterWebhook;
import org.rekey.domain.webhook.RotateWebhookSecret;
import org.rekey.domain.webhook.SigningSecret;
import org.rekey.domain.webhook.Webhook;
import org.rekey.domain.webhook.WebhookId;
import org.rekey.domain.webhook.WebhookProfile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is told, by Standard Webhooks. The notifier does the telling. */
@RestController
@RequestMapping(path = "/api/v1/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhookWriteEndpoint {

    private static final int ID_CHARACTERS = 22;

    private final Writes writes;
    private final Aggregates aggregates;
    private final TenantTable tenants;
    private final ReachableUrl reachable;
    private final WebhookLimit limit;
    private final MasterKey masterKey;
    private final SecureRandom random;

    WebhookWriteEndpoint(
            Writes writes,
            Aggregates aggregates,
            TenantTable tenants,
            ReachableUrl reachable,
            WebhookLimit limit,
            MasterKey masterKey,
            SecureRandom rekeyRandom) {
        this.writes = writes;
        this.aggregates = aggregates;
        this.tenants = tenants;
        this.reachable = reachable;
        this.limit = limit;
        this.masterKey = masterKey;
        this.random = rekeyRandom;
    }

    /** @param secret shown here and never again */
    private record WithSecret(String id, String secret) {

        @Override
        public String toString() {
            return id;
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> register(Act act, @RequestBody JsonBody body) {
        Fields fields = body.fields().only("url", "types", "tenant");
        WebhookProfile profile =
                new WebhookProfile(fields.text("url"), typesOr(fields, EnumSet.allOf(CredentialNews.class)));
        TenantId tenant = Tenants.ofNew(act.caller(), fields.textOr("tenant", null));
        reachable.check(profile);
        return writes.once(act, body, dispatch -> {
            limit.refuseOneMore(tenant);
            WebhookId id = new WebhookId(Base62.random(random, ID_CHARACTERS));
            dispatch.send(new RegisterWebhook(id, tenant, profile));
            return new Made(
                    id.value(),
                    Answer.created("/api/v1/webhooks/" + id, withSecret(id, 1)).atVersion(0));
        });
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, Patches.MERGE_PATCH})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> patch(Act act, @PathVariable String id, @RequestBody JsonBody body) {
        Fields patch = body.fields().neverChanged("id", "tenant").only("url", "types", "enabled");
        if (patch.has("url")) {
            reachable.check(new WebhookProfile(patch.text("url"), EnumSet.allOf(CredentialNews.class)));
        }
        return writes.change(act, dispatch -> {
            Loaded<Webhook> webhook = find(act, id);
            WebhookProfile before = webhook.now().profile();
            WebhookProfile after = new WebhookProfile(
                    patch.has("url") ? patch.text("url") : before.url(), typesOr(patch, before.types()));
            WebhookId webhookId = webhook.now().id();
            dispatch.send(new ChangeWebhook(webhookId, after));
            if (patch.isGiven("enabled")) {
                dispatch.send(
                        patch.flagOr("enabled", true)
                                ? new EnableWebhook(webhookId)
                                : new DisableWebhook(webhookId, "by an administrator"));
            }
            return Answer.done().atVersion(webhook.version());
        });
    }

    @PostMapping("/{id}/rotate-secret")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> rotateSecret(
            Act act, @PathVariable String id, @RequestBody(required = false) @Nullable JsonBody body) {
        JsonBody nothing = JsonBody.orEmpty(body);
        nothing.fields().only();
        return writes.once(act, nothing, dispatch -> {
            Loaded<Webhook> webhook = find(act, id);
            WebhookId webhookId = webhook.now().id();
            dispatch.send(new RotateWebhookSecret(webhookId));
            return new Made(
                    webhookId.value(),
                    Answer.created(
                                    "/api/v1/webhooks/" + webhookId,
                                    withSecret(webhookId, webhook.now().secretVersion()))
                            .atVersion(webhook.version()));
        });
    }

    @DeleteMapping("/{id}")
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> delete(Act act, @PathVariable String id) {
        return writes.change(act, dispatch -> {
            dispatch.send(new DeleteWebhook(find(act, id).now().id()));
            return Answer.done();
        });
    }

    /** Another tenant's is as unknown as one that never was. */
    private Loaded<Webhook> find(Act act, String id) {
        return Optional.of(new WebhookId(id).stream())
                .filter(stream -> tenants.isVisible(act, TenantTable.Kind.WEBHOOK, id))
                .flatMap(stream -> aggregates.find(Webhook.class, stream))
                .filter(webhook -> !webhook.now().isDeleted()
                        && Tenants.isVisible(act.caller(), webhook.now().tenant()))
                .orElseThrow(() -> Refusal.unknown("there is no such webhook"))
                .asExpectedBy(act);
    }

    private WithSecret withSecret(WebhookId id, int version) {
        return new WithSecret(
                id.value(), SigningSecret.of(masterKey, id, version).inClear());
    }

    private static Set<CredentialNews> typesOr(Fields fields, Set<CredentialNews> otherwise) {
        @Nullable List<CredentialNews> given = fields.choices("types", CredentialNews.byType());
        return given == null ? otherwise : Set.copyOf(given);
    }
}
