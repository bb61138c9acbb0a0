package org.rekey.eventstore;

import org.axonframework.serialization.SerializationException;

/** The log holds what this version cannot read. It must stop whoever reads it, never be skipped. */
final class UnknownNameException extends SerializationException {

    UnknownNameException(String message) {
        super(message);
    }
}
