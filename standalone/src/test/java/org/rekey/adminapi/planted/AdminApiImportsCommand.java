package org.rekey.adminapi.planted;

/** Planted: breaks a rule on purpose. */
public final class AdminApiImportsCommand {

    public Class<?> neighbour() {
        return org.rekey.command.planted.CommandImportsQuery.class;
    }
}
