package org.rekey.eventstore;

/** A replay or verification of this projection is going on, here or in another process. */
public class AlreadyRunning extends RuntimeException {

    public AlreadyRunning(String name) {
        super("a replay of " + name + " is going on already");
    }
}
