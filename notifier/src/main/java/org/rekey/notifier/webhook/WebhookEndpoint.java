package org.rekey.notifier.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;
import org.rekey.adminapi.RekeyPosition;
import org.rekey.adminapi.Requires;
import org.rekey.domain.api.AccessLevel;
import org.rekey.notifier.webhook.DeliveryTable.State;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks as they are, and their messages. */
@RestController
@ConditionalOnWebApplication
@RequestMapping(path = "/api/v1/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhookEndpoint {

    private final WebhookQueries queries;
    private final DeliveryTable deliveries;
    private final WebhookTable webhooks;
    private final RekeyPosition position;
    private final Clock clock;

    WebhookEndpoint(
            WebhookQueries queries,
            DeliveryTable deliveries,
            WebhookTable webhooks,
            RekeyPosition position,
            Clock clock) {
        this.queries = queries;
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.position = position;
        this.clock = clock;
    }

    @GetMapping
    @Requires(AccessLevel.READ)
    Page<WebhookView> list(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            HttpServletRequest request) {
        Paging paging = Paging.of("webhooks", limit, cursor);
        position.await(request, WebhookFeed.GROUP);
        Page<WebhookView> page = queries.all(caller.tenant(), paging);
        return new Page<>(
                page.items().stream().map(webhook -> shown(webhook, caller)).toList(), page.next());
    }

    @GetMapping("/{id}")
    @Requires(AccessLevel.READ)
    ResponseEntity<WebhookView> show(@PathVariable String id, Caller caller, HttpServletRequest request) {
        WebhookView webhook = visible(id, caller, request);
        return ResponseEntity.ok().eTag("\"" + webhook.version() + "\"").body(shown(webhook, caller));
    }

    private static WebhookView shown(WebhookView webhook, Caller caller) {
        return caller.may(AccessLevel.WRITE) ? webhook : webhook.withoutSecrets();
    }

    @GetMapping("/{id}/deliveries")
    @Requires(AccessLevel.READ)
    Page<DeliveryView> deliveries(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            HttpServletRequest request) {
        Paging paging = Paging.of("deliveries " + id + " " + state, limit, cursor);
        return queries.deliveries(visible(id, caller, request).id(), state(state), before(paging), paging);
    }

    /** Sends a message once more, be it that it failed or that it was lost by whoever got it. */
    @PostMapping("/{id}/deliveries/{messageId}/replay")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<Void> replay(
            @PathVariable String id, @PathVariable String messageId, Caller caller, HttpServletRequest request) {
        String webhook = visible(id, caller, request).id();
        if (!deliveries.exists(webhook, identifier(messageId))) {
            throw nothingHere();
        }
        if (deliveries.again(webhook, identifier(messageId), clock.instant())) {
            webhooks.goesOn(webhook);
        }
        return ResponseEntity.accepted().build();
    }

    private WebhookView visible(String id, Caller caller, HttpServletRequest request) {
        position.await(request, WebhookFeed.GROUP);
        return queries.one(identifier(id), caller.tenant()).orElseThrow(WebhookEndpoint::nothingHere);
    }

    private static String identifier(String fromPath) {
        return fromPath.replace("\0", "");
    }

    private static ProblemException nothingHere() {
        return ProblemException.of(ProblemType.UNKNOWN, "there is nothing at this address");
    }

    private static @Nullable State state(@Nullable String given) {
        String known = Arrays.stream(State.values()).map(Enum::name).collect(Collectors.joining(", "));
        try {
            return given == null ? null : State.valueOf(given);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("state", "must be one of " + known);
        }
    }

    private static long before(Paging paging) {
        try {
            return paging.after().isEmpty()
                    ? Long.MAX_VALUE
                    : Long.parseLong(paging.after().get(0));
        } catch (NumberFormatException e) {
            throw ProblemException.malformed("cursor", "is not one that this list gave");
        }
    }
}
