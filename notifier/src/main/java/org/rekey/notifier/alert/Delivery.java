package org.rekey.notifier.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a mail: everybody it was for is in one of the lists.
 *
 * @param delivered for whom the server has taken it
 * @param refused for whom it never will
 * @param postponed for whom it may later
 * @param answer what the server said to those; null when it has taken it for everybody
 */
record Delivery(
        List<Recipient> delivered,
        List<Recipient> refused,
        List<Recipient> postponed,
        @Nullable String answer) {

    static Delivery toAll(List<Recipient> recipients) {
        return new Delivery(recipients, List.of(), List.of(), null);
    }

    static Delivery later(List<Recipient> recipients, String answer) {
        return new Delivery(List.of(), List.of(), recipients, answer);
    }
}
