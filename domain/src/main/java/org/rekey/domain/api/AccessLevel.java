package org.rekey.domain.api;

import java.util.Locale;

/** What a client may do with an API. */
public enum AccessLevel {
    READ,
    WRITE,
    DELETE;

    String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
