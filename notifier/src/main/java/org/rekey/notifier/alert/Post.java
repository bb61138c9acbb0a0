package org.rekey.notifier.alert;

import java.util.List;

/** Takes mail to people. */
interface Post {

    /**
     * To be called before it is looked up what there is to say: that must not be older than the wait for a server.
     *
     * @throws PostUnavailableException when nothing can be sent at present, to whomever
     */
    default void connect() {}

    /** Whether it reaches this person at all. */
    boolean reaches(Recipient recipient);

    /** @throws PostUnavailableException when nothing can be sent at present, to whomever */
    Delivery deliver(Mail mail, List<Recipient> recipients);
}
