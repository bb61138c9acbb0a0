package org.rekey.eventstore;

/** Another writer was faster, or the stream to be created exists. Nothing was written. */
public class ConflictException extends RuntimeException {

    public ConflictException(String message, Throwable cause) {
        super(message, cause);
    }
}
