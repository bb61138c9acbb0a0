package org.rekey.eventstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The log from its beginning, or from one restore on.
 *
 * @param label how the operator called the restore; null of the first
 * @param since when the restore was confirmed
 */
record Generation(String id, @Nullable String label, Instant since) {}
