package org.rekey.query.planted.one;

/** Planted: breaks a rule on purpose. */
public final class KnowsTwo {

    public Class<?> neighbour() {
        return org.rekey.query.planted.two.KnowsOne.class;
    }
}
