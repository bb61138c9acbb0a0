package org.rekey.eventstore;

import org.jspecify.annotations.Nullable;

/** An event that stopped its reader: it could not be read, or not be handled. */
final class PoisonEventException extends RuntimeException {

    private final long position;
    private final @Nullable String eventId;

    private PoisonEventException(long position, @Nullable String eventId, Throwable cause) {
        super("stopped by the event at position " + position, cause);
        this.position = position;
        this.eventId = eventId;
    }

    static PoisonEventException unreadable(long position, Throwable cause) {
        return new PoisonEventException(position, null, cause);
    }

    static PoisonEventException unhandled(long position, String eventId, Throwable cause) {
        return new PoisonEventException(position, eventId, cause);
    }

    long position() {
        return position;
    }

    @Nullable
    String eventId() {
        return eventId;
    }
}
