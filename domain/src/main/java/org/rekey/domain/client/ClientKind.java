package org.rekey.domain.client;

/** Whose identity a client has. */
public enum ClientKind {
    /** Its own: scopes are granted to it directly. */
    SERVICE,
    /** A user's: scopes and expiry come from the user's roles. */
    USER
}
