package org.rekey.notifier.alert;

/** The mail server does not answer, or lets nobody in. Nothing has been sent. */
class PostUnavailableException extends RuntimeException {

    PostUnavailableException(Throwable cause) {
        super("the mail server cannot be used: " + cause.getMessage(), cause);
    }
}
