package org.rekey.eventstore;

/** What is to be folded again keeps no tables: to go through the log again would be to act again. */
public class NoProjection extends RuntimeException {

    NoProjection(String name) {
        super(name + " is no projection");
    }
}
