package org.rekey.notifier.alert;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has been told so far, over all attempts at one reminder. */
final class Told {

    private final List<String> delivered;
    private final List<String> refused;
    private final boolean isLastAttempt;
    private boolean waiting;
    private @Nullable String answer;

    Told(DueReminder due) {
        this.delivered = new ArrayList<>(due.delivered());
        this.refused = new ArrayList<>(due.refused());
        this.isLastAttempt = due.isLastAttempt();
    }

    boolean knows(Recipient recipient) {
        return delivered.contains(recipient.shown()) || refused.contains(recipient.shown());
    }

    void add(Delivery delivery) {
        delivery.delivered().forEach(one -> delivered.add(one.shown()));
        delivery.refused().forEach(one -> refused.add(one.shown()));
        if (isLastAttempt) {
            delivery.postponed().forEach(one -> refused.add(one.shown()));
        } else {
            waiting |= !delivery.postponed().isEmpty();
        }
        answer = delivery.answer() != null ? delivery.answer() : answer;
    }

    List<String> delivered() {
        return delivered;
    }

    List<String> refused() {
        return refused;
    }

    /** What the mail server said last; null when it had nothing to complain about. */
    @Nullable
    String answer() {
        return answer;
    }

    /** Whether somebody is to be told later. */
    boolean isWaiting() {
        return waiting;
    }

    boolean isNobody() {
        return delivered.isEmpty() && !waiting;
    }
}
