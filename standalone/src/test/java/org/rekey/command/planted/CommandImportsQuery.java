package org.rekey.command.planted;

/** Planted: breaks a rule on purpose. */
public final class CommandImportsQuery {

    public Class<?> neighbour() {
        return org.rekey.query.planted.QueryImportsToken.class;
    }
}
