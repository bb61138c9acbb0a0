package org.rekey.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction gave back, once it is on disk.
 *
 * @param position of the last event it appended; the head of the log if it appended none
 */
public record Committed<R extends @Nullable Object>(R result, long position) {}
