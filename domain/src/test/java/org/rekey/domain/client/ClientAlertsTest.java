package org.rekey.domain.client;

import static org.rekey.domain.client.ClientFixture.HASH;
import static org.rekey.domain.client.ClientFixture.ID;
import static org.rekey.domain.client.ClientFixture.START;
import static org.rekey.domain.client.ClientFixture.at;
import static org.rekey.domain.client.ClientFixture.created;
import static org.rekey.domain.client.ClientFixture.issued;
import static org.rekey.domain.client.ClientFixture.profile;
import static org.rekey.domain.client.ClientFixture.reading;

import java.util.Collections;
import java.util.List;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.CoreMatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.Refusal;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.token.TokenPolicy;

/** The fixture allows partner.example alone. */
class ClientAlertsTest {

    private static final UserId JANE = new UserId("jane");

    @Test
    void DV_28_an_address_at_an_allowed_domain_is_told() {
        at(START)
                .given(created(), issued())
                .when(telling("ops@partner.example"))
                .expectEvents(new ClientAlertsChanged(ID, emails("ops@partner.example")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops@stranger.example", "ops@sub.partner.example", "ops@example", "ops@notpartner.example"})
    void DV_28_an_address_elsewhere_is_refused(String email) {
        refused(at(START).given(created(), issued()).when(telling(email)));
        refused(at(START).givenNoPriorActivity().when(creating(emails(email))));
    }

    @Test
    void DV_28_the_refusal_names_address_and_domain_and_where_to_allow_it() {
        at(START)
                .given(created(), issued())
                .when(telling("ops@partner.example", "ops@stranger.example"))
                .expectExceptionMessage(CoreMatchers.allOf(
                        CoreMatchers.containsString("'ops@stranger.example'"),
                        CoreMatchers.containsString("'stranger.example'"),
                        CoreMatchers.containsString("/api/v1/settings/alert-domains")));
    }

    @Test
    void DV_28_an_address_that_stands_may_stay_when_its_domain_is_allowed_no_more() {
        ClientAlertsChanged standing = new ClientAlertsChanged(ID, emails("ops@former.example"));
        at(START)
                .given(created(), issued(), standing)
                .when(telling("Ops@Former.example", "ops@partner.example"))
                .expectSuccessfulHandlerExecution();
        refused(at(START)
                .given(created(), issued(), standing)
                .when(telling("ops@former.example", "other@former.example")));
        refused(at(START)
                .given(created(), issued(), standing, new ClientAlertsChanged(ID, AlertRecipients.NONE))
                .when(telling("ops@former.example")));
    }

    @Test
    void DV_26_a_user_is_always_told_about_the_own_credentials() {
        ClientCreated own = new ClientCreated(
                ID,
                ClientKind.USER,
                null,
                JANE,
                profile("Jane"),
                GrantedScopes.NONE,
                RotationInterval.of(ClientFixture.INTERVAL),
                TokenPolicy.DEFAULT,
                AlertRecipients.only(JANE),
                List.of());
        refused(at(START).given(own, issued()).when(new ChangeClientAlerts(ID, AlertRecipients.NONE)));
        at(START)
                .given(own, issued())
                .when(new ChangeClientAlerts(
                        ID, new AlertRecipients(List.of("jane"), List.of(), List.of("ops@partner.example"))))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void recipients_are_a_hundred_at_most() {
        AlertRecipients many = new AlertRecipients(Collections.nCopies(101, "u"), List.of(), List.of());
        refused(at(START).given(created(), issued()).when(new ChangeClientAlerts(ID, many)));
    }

    private static ChangeClientAlerts telling(String... emails) {
        return new ChangeClientAlerts(ID, emails(emails));
    }

    private static AlertRecipients emails(String... emails) {
        return new AlertRecipients(List.of(), List.of(), List.of(emails));
    }

    private static CreateClient creating(AlertRecipients alerts) {
        return new CreateClient(
                ID,
                ClientKind.SERVICE,
                null,
                null,
                profile("Warehouse"),
                reading("asset-listing"),
                RotationInterval.of(ClientFixture.INTERVAL),
                TokenPolicy.DEFAULT,
                alerts,
                List.of(),
                new SecretId("s1"),
                HASH);
    }

    private static void refused(ResultValidator<Client> result) {
        result.expectException(RefusedAs.kind(Refusal.Kind.RULE));
    }
}
