package org.rekey.notifier.webhook;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.rekey.notifier.webhook.GuardedNames.ForbiddenAddressException;

/** Why a message did not arrive, in words that tell nothing of the network it went through. */
final class Reason {

    private Reason() {}

    static String of(Exception failure) {
        if (failure instanceof ForbiddenAddressException) {
            return "leads into a network that messages may not go to";
        } else if (failure instanceof UnknownHostException) {
            return "its host is not known";
        } else if (failure instanceof SSLException) {
            return "no TLS connection: is the certificate good?";
        } else if (failure instanceof SocketTimeoutException) {
            return "no answer in time";
        } else if (failure instanceof ConnectException) {
            return "no connection";
        }
        return "the connection broke";
    }
}
