package org.rekey.domain.alert;

import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.Refusal;
import org.rekey.domain.client.RefusedAs;

class AlertDomainsTest {

    private static final AlertDomainAllowed PARTNER = new AlertDomainAllowed("partner.example");
    private static final AlertDomainAllowed AGENCY = new AlertDomainAllowed("agency.example");

    @Test
    void DV_28_the_list_is_set_as_a_whole_and_each_difference_is_an_event() {
        fixture()
                .givenNoPriorActivity()
                .when(allowing("partner.example", "agency.example"))
                .expectEvents(AGENCY, PARTNER);
        fixture()
                .given(PARTNER, AGENCY)
                .when(allowing("partner.example", "bank.example"))
                .expectEvents(new AlertDomainDisallowed("agency.example"), new AlertDomainAllowed("bank.example"));
        fixture()
                .given(PARTNER, new AlertDomainDisallowed("partner.example"))
                .when(allowing("partner.example"))
                .expectEvents(PARTNER);
    }

    @Test
    void what_stands_already_is_no_event() {
        fixture().given(PARTNER).when(allowing("partner.example")).expectNoEvents();
        fixture()
                .given(PARTNER)
                .when(allowing("PARTNER.example", "partner.Example"))
                .expectNoEvents();
    }

    @ParameterizedTest
    @CsvSource({"Partner.EXAMPLE,partner.example", "Bücher.example,xn--bcher-kva.example"})
    void a_domain_stands_as_the_DNS_knows_it(String given, String stored) {
        fixture().givenNoPriorActivity().when(allowing(given)).expectEvents(new AlertDomainAllowed(stored));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "example",
                "example.com.",
                ".example.com",
                "*.example.com",
                "exa mple.com",
                "a@example.com",
                "https://example.com",
                "example.com:25",
                "example..com",
                "-a.example",
                "a_b.example",
                "192.0.2.1",
                "fuß.example",
                "example.com\n",
                "exam\u200Bple.com"
            })
    void what_is_no_domain_is_refused(String domain) {
        refused(domain);
    }

    @Test
    void names_and_the_list_have_an_end() {
        refused("a".repeat(64) + ".example");
        refused("a.".repeat(127) + "example");
        refused(IntStream.rangeClosed(0, 200)
                .mapToObj(i -> "d" + i + ".example")
                .toArray(String[]::new));
    }

    private static void refused(String... domains) {
        fixture().givenNoPriorActivity().when(allowing(domains)).expectException(RefusedAs.kind(Refusal.Kind.RULE));
    }

    private static AllowAlertDomains allowing(String... domains) {
        return new AllowAlertDomains(Set.of(domains));
    }

    private static AggregateTestFixture<AlertDomains> fixture() {
        return new AggregateTestFixture<>(AlertDomains.class);
    }
}
