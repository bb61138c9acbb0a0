package org.rekey.domain.client;

import static org.rekey.domain.client.ClientFixture.FIRST;
import static org.rekey.domain.client.ClientFixture.HASH;
import static org.rekey.domain.client.ClientFixture.ID;
import static org.rekey.domain.client.ClientFixture.START;
import static org.rekey.domain.client.ClientFixture.at;
import static org.rekey.domain.client.ClientFixture.create;
import static org.rekey.domain.client.ClientFixture.created;
import static org.rekey.domain.client.ClientFixture.granting;
import static org.rekey.domain.client.ClientFixture.issued;
import static org.rekey.domain.client.ClientFixture.profile;
import static org.rekey.domain.client.ClientFixture.reading;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.Refusal;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.secret.GracePeriod;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;

class ClientLifecycleTest {

    @Test
    void DV_33_a_new_client_has_a_secret_that_expires_after_the_rotation_interval() {
        at(START)
                .givenNoPriorActivity()
                .when(create(reading("asset-listing"), RotationInterval.of(ClientFixture.INTERVAL)))
                .expectEvents(created(), issued());
    }

    @Test
    void DV_16_a_secret_that_never_expires_has_no_expiry() {
        at(START)
                .givenNoPriorActivity()
                .when(create(reading("asset-listing"), RotationInterval.NEVER))
                .expectEvents(created(RotationInterval.NEVER), new SecretIssued(ID, FIRST, HASH, null));
    }

    @Test
    void DV_21_a_level_is_granted_only_where_the_api_offers_it() {
        refused(
                Refusal.Kind.RULE,
                at(START)
                        .givenNoPriorActivity()
                        .when(create(granting("exports", AccessLevel.WRITE), RotationInterval.NEVER)));
    }

    @Test
    void an_unknown_api_cannot_be_granted() {
        refused(
                Refusal.Kind.RULE,
                at(START).givenNoPriorActivity().when(create(reading("no-such-api"), RotationInterval.NEVER)));
    }

    @Test
    void DV_18_all_scopes_needs_no_entry_of_the_catalogue() {
        at(START)
                .givenNoPriorActivity()
                .when(create(GrantedScopes.everything(), RotationInterval.NEVER))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void DV_20_reading_is_what_a_grant_without_levels_means() {
        at(START)
                .givenNoPriorActivity()
                .when(create(granting("asset-listing"), RotationInterval.of(ClientFixture.INTERVAL)))
                .expectEvents(created(), issued());
    }

    @Test
    void DV_56_scopes_change_after_creation() {
        GrantedScopes more = granting("asset-listing", AccessLevel.READ, AccessLevel.WRITE);
        at(START)
                .given(created(), issued())
                .when(new ChangeClientScopes(ID, more))
                .expectEvents(new ClientScopesChanged(ID, more));
    }

    @Test
    void what_stays_as_it_is_leaves_no_trace() {
        at(START)
                .given(created(), issued())
                .when(new ChangeClientScopes(ID, reading("asset-listing")))
                .expectNoEvents();
        at(START)
                .given(created(), issued())
                .when(new DescribeClient(ID, profile("Warehouse")))
                .expectNoEvents();
        at(START)
                .given(created(), issued())
                .when(new ChangeClientTokenPolicy(ID, TokenPolicy.DEFAULT))
                .expectNoEvents();
    }

    @Test
    void DV_46_deleting_is_for_good() {
        at(START).given(created(), issued()).when(new DeleteClient(ID)).expectEvents(new ClientDeleted(ID));
        refused(
                Refusal.Kind.UNKNOWN,
                at(START).given(created(), issued(), new ClientDeleted(ID)).when(new DeleteClient(ID)));
    }

    @Test
    void A13_a_deleted_client_is_not_rotated_or_changed() {
        List<Object> commands = List.of(
                new RotateSecret(ID, new SecretId("s9"), HASH, GracePeriod.DAY),
                new ResumeClient(ID),
                new SuspendClient(ID),
                new RevokeClientTokens(ID),
                new ChangeClientAlerts(ID, AlertRecipients.NONE),
                new DescribeClient(ID, profile("Back from the dead")));
        for (Object command : commands) {
            refused(
                    Refusal.Kind.CONFLICT,
                    at(START).given(created(), issued(), new ClientDeleted(ID)).when(command));
        }
    }

    @Test
    void suspending_and_resuming_twice_is_doing_it_once() {
        at(START).given(created(), issued()).when(new SuspendClient(ID)).expectEvents(new ClientSuspended(ID));
        at(START)
                .given(created(), issued(), new ClientSuspended(ID))
                .when(new SuspendClient(ID))
                .expectNoEvents();
        at(START)
                .given(created(), issued(), new ClientSuspended(ID))
                .when(new ResumeClient(ID))
                .expectEvents(new ClientResumed(ID));
        at(START).given(created(), issued()).when(new ResumeClient(ID)).expectNoEvents();
    }

    @Test
    void tokens_can_be_revoked_again_and_again() {
        at(START)
                .given(created(), issued(), new ClientTokensRevoked(ID))
                .when(new RevokeClientTokens(ID))
                .expectEvents(new ClientTokensRevoked(ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT59S", "PT24H1S", "PT1M0.5S", "PT0S", "PT-1H"})
    void DI_06_a_token_lives_from_one_minute_to_a_day(String ttl) {
        refused(
                Refusal.Kind.RULE,
                at(START)
                        .given(created(), issued())
                        .when(new ChangeClientTokenPolicy(
                                ID, new TokenPolicy(TokenFormat.JWT, Duration.parse(ttl), false, null))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "two\nlines", " led", "trailed ", "\u200b", "gpj\u202e.exe"})
    void a_name_is_something_visible_on_one_line(String name) {
        refused(Refusal.Kind.RULE, at(START).given(created(), issued()).when(new DescribeClient(ID, profile(name))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "scope", "__proto__"})
    void A20_extensions_do_not_use_reserved_names(String name) {
        ClientProfile profile = new ClientProfile("Warehouse", null, Map.of("deep", Map.of(name, 1)));
        refused(Refusal.Kind.RULE, at(START).given(created(), issued()).when(new DescribeClient(ID, profile)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a@b", "a@b.c\r\nBcc: x@y.z", "a b@c.de"})
    void alert_addresses_are_addresses(String email) {
        refused(
                Refusal.Kind.RULE,
                at(START)
                        .given(created(), issued())
                        .when(new ChangeClientAlerts(ID, new AlertRecipients(List.of(), List.of(), List.of(email)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul\u0000", "half \uD83D", "\uDE00 other half"})
    void text_is_whole_characters(String text) {
        ClientProfile described = new ClientProfile("Warehouse", text, Map.of());
        refused(Refusal.Kind.RULE, at(START).given(created(), issued()).when(new DescribeClient(ID, described)));
        ClientProfile extended = new ClientProfile("Warehouse", null, Map.of("note", List.of(text)));
        refused(Refusal.Kind.RULE, at(START).given(created(), issued()).when(new DescribeClient(ID, extended)));
    }

    @Test
    void text_may_be_in_any_script() {
        ClientProfile profile = new ClientProfile("Großhandel 東京 😀", "two\nlines", Map.of("k", "é"));
        at(START)
                .given(created(), issued())
                .when(new DescribeClient(ID, profile))
                .expectEvents(new ClientDescribed(ID, profile));
    }

    static void refused(Refusal.Kind kind, ResultValidator<Client> result) {
        result.expectNoEvents().expectException(RefusedAs.kind(kind));
    }
}
