package org.rekey.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;
import org.rekey.domain.webhook.PublicInternet;
import org.rekey.notifier.webhook.GuardedNames.ForbiddenAddressException;

class GuardedNamesTest {

    private final InMemoryDnsResolver names = new InMemoryDnsResolver();
    private final GuardedNames guarded = new GuardedNames(names, new PublicInternet(List.of())::permits);

    @Test
    void A29_a_name_that_leads_elsewhere_than_when_it_was_checked_is_not_followed() throws UnknownHostException {
        leadsTo("1.1.1.1");
        assertThat(guarded.resolve("hooks.acme.example")).hasSize(1);
        leadsTo("169.254.169.254");
        assertThatThrownBy(() -> guarded.resolve("hooks.acme.example")).isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void A29_of_several_addresses_only_those_are_tried_that_may_be() throws UnknownHostException {
        leadsTo("127.0.0.1", "1.1.1.1");
        assertThat(guarded.resolve("hooks.acme.example")).containsExactly(InetAddress.getByName("1.1.1.1"));
    }

    private void leadsTo(String... addresses) throws UnknownHostException {
        InetAddress[] found = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            found[i] = InetAddress.getByName(addresses[i]);
        }
        names.add("hooks.acme.example", found);
    }
}
