package org.rekey.eventstore.planted;

/** Planted: breaks a rule on purpose. */
public final class EventStoreImportsQuery {

    public Class<?> neighbour() {
        return org.rekey.query.planted.QueryImportsToken.class;
    }
}
