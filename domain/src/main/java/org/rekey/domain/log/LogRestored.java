package org.rekey.domain.log;

/**
 * An operator confirmed that the log was restored from a backup: whatever was issued before counts no more.
 *
 * @param generation names the log from here on, in tokens and sessions
 * @param label how the operator calls this restore; each counts once
 */
public record LogRestored(String generation, String label) implements LogEvent {}
