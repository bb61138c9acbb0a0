package org.rekey.query.planted.two;

/** Planted: breaks a rule on purpose. */
public final class KnowsOne {

    public Class<?> neighbour() {
        return org.rekey.query.planted.one.KnowsTwo.class;
    }
}
