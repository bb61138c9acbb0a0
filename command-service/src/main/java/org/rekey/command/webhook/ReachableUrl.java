package org.rekey.command.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.rekey.domain.Refusal;
import org.rekey.domain.webhook.PublicInternet;
import org.rekey.domain.webhook.WebhookProfile;
import org.springframework.stereotype.Component;

/** Whether messages may go to an address, as far as can be told beforehand. It is looked at again whenever one is sent. */
@Component
class ReachableUrl {

    private final PublicInternet addresses;

    ReachableUrl(PublicInternet addresses) {
        this.addresses = addresses;
    }

    /** Asks for the addresses of a name, so not within a transaction. */
    void check(WebhookProfile profile) {
        profile.check();
        URI parsed = URI.create(profile.url());
        InetAddress[] found = addressesOf(parsed.getHost());
        if (!Arrays.stream(found).allMatch(addresses::permits)) {
            throw Refusal.rule(
                    "url", "leads into a network that messages may not go to (see rekey.webhooks.allowed-networks)");
        }
        if ("http".equalsIgnoreCase(parsed.getScheme()) && !Arrays.stream(found).allMatch(addresses::isAllowed)) {
            throw Refusal.rule("url", "must begin with https://");
        }
    }

    private static InetAddress[] addressesOf(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw Refusal.rule("url", "names a host that is not known");
        }
    }
}
