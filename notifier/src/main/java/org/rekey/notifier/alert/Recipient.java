package org.rekey.notifier.alert;

import org.jspecify.annotations.Nullable;

/**
 * Somebody to tell.
 *
 * @param name how a person is called; the address where it stands for itself
 * @param address null when the directory has none: mail that leaves this process cannot reach such a person
 */
record Recipient(String name, @Nullable String address) {

    /** What stands in the mail and in the history. */
    String shown() {
        return address != null ? address : name;
    }
}
