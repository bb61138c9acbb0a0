package org.rekey.notifier;

/** What uses the tables of the notifier depends on this bean: they are there then. */
public record NotifierTables() {}
