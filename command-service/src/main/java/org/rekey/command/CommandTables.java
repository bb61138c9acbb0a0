package org.rekey.command;

/** The tables of this service are there. */
public record CommandTables() {}
