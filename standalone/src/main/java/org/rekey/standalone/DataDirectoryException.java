package org.rekey.standalone;

import org.jspecify.annotations.Nullable;

/** Standalone cannot run on this data directory; the message is for the person who started it. */
final class DataDirectoryException extends RuntimeException {

    DataDirectoryException(String message) {
        this(message, null);
    }

    DataDirectoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
