package org.rekey.token.view;

/** Nobody can tell at the moment what is true: neither yes nor no may be answered. */
public class ViewUnavailableException extends RuntimeException {

    public ViewUnavailableException(String message) {
        super(message, null, false, false);
    }
}
