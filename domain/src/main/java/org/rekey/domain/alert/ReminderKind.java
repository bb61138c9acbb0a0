package org.rekey.domain.alert;

/** What people are reminded of. */
public enum ReminderKind {
    /** A secret expires soon, or has expired. */
    EXPIRY,
    /** A rotated secret stops working soon, and is still used. */
    GRACE_END
}
