package org.rekey.notifier.planted;

/** Planted: breaks a rule on purpose. */
public final class NotifierImportsCommand {

    public Class<?> neighbour() {
        return org.rekey.command.planted.CommandImportsQuery.class;
    }
}
