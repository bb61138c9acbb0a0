package org.rekey.notifier.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/** Finds only addresses that messages may go to, each time anew: a name may lead elsewhere than it did when it was checked. */
record GuardedNames(DnsResolver names, Predicate<InetAddress> permitted) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found =
                Arrays.stream(names.resolve(host)).filter(permitted).toArray(InetAddress[]::new);
        if (found.length == 0) {
            throw new ForbiddenAddressException(host);
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    static final class ForbiddenAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1;

        private ForbiddenAddressException(String host) {
            super(host + " leads into a network that messages may not go to");
        }
    }
}
