package org.rekey.eventstore;

import org.jspecify.annotations.Nullable;

/** The command may or may not have taken effect: neither success nor failure may be reported. */
public class OutcomeUnknownException extends RuntimeException {

    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
