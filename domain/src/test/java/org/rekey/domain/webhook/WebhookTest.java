package org.rekey.domain.webhook;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;

class WebhookTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final WebhookId ID = new WebhookId("w1");
    private static final TenantId TENANT = new TenantId("acme");
    private static final WebhookProfile PROFILE =
            new WebhookProfile("https://hooks.acme.example/rekey", EnumSet.allOf(CredentialNews.class));

    private final AggregateTestFixture<Webhook> fixture = new AggregateTestFixture<>(Webhook.class);

    WebhookTest() {
        fixture.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void it_is_registered_and_changed() {
        fixture.givenNoPriorActivity()
                .when(new RegisterWebhook(ID, TENANT, PROFILE))
                .expectEvents(new WebhookRegistered(ID, TENANT, PROFILE));
        WebhookProfile other = new WebhookProfile(PROFILE.url(), Set.of(CredentialNews.REVOKED));
        fixture.given(registered()).when(new ChangeWebhook(ID, other)).expectEvents(new WebhookChanged(ID, other));
        fixture.given(registered()).when(new ChangeWebhook(ID, PROFILE)).expectNoEvents();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.acme.example",
                "/rekey",
                "file:///etc/passwd",
                "ftp://acme.example/",
                "gopher://acme.example/",
                "https:///rekey",
                "https://:443/",
                "https://user:password@acme.example/",
                "https://acme.example/#part",
                "https://acme.example:99999/",
                "https://acme.example:0/",
                "https://acme.example/ or",
                "https://acme.example/\r\nX-Injected: 1"
            })
    void A29_an_address_must_be_a_plain_https_url(String url) {
        fixture.givenNoPriorActivity()
                .when(new RegisterWebhook(ID, TENANT, new WebhookProfile(url, PROFILE.types())))
                .expectException(Refusal.class)
                .expectNoEvents();
    }

    @Test
    void it_must_listen_to_something() {
        fixture.givenNoPriorActivity()
                .when(new RegisterWebhook(ID, TENANT, new WebhookProfile(PROFILE.url(), Set.of())))
                .expectException(Refusal.class)
                .expectExceptionMessage("must name at least one");
    }

    @Test
    void a_rotation_leaves_the_secret_before_good_for_a_day() {
        WebhookSecretRotated second = new WebhookSecretRotated(ID, 2, Instant.parse("2026-11-22T10:00:00Z"));
        fixture.given(registered()).when(new RotateWebhookSecret(ID)).expectEvents(second);
        fixture.given(registered(), second)
                .when(new RotateWebhookSecret(ID))
                .expectEvents(new WebhookSecretRotated(ID, 3, second.previousValidUntil()));
    }

    @Test
    void it_is_disabled_and_enabled_once() {
        WebhookDisabled off = new WebhookDisabled(ID, "it answered 410");
        fixture.given(registered())
                .when(new DisableWebhook(ID, "it answered 410"))
                .expectEvents(off);
        fixture.given(registered(), off).when(new DisableWebhook(ID, "again")).expectNoEvents();
        fixture.given(registered(), off).when(new EnableWebhook(ID)).expectEvents(new WebhookEnabled(ID));
        fixture.given(registered()).when(new EnableWebhook(ID)).expectNoEvents();
    }

    @Test
    void one_that_was_deleted_is_unknown() {
        fixture.given(registered()).when(new DeleteWebhook(ID)).expectEvents(new WebhookDeleted(ID));
        fixture.given(registered(), new WebhookDeleted(ID))
                .when(new RotateWebhookSecret(ID))
                .expectException(Refusal.class)
                .expectExceptionMessage("there is no such webhook");
    }

    private static WebhookRegistered registered() {
        return new WebhookRegistered(ID, TENANT, PROFILE);
    }
}
