package org.rekey.notifier.alert;

import java.util.List;

/** Takes mail to people. */
interface Post {

    /** Whether it reaches this person at all. */
    boolean reaches(Recipient recipient);

    /** @throws PostUnavailableException when nothing can be sent at present, to whomever */
    Delivery deliver(Mail mail, List<Recipient> recipients);
}
