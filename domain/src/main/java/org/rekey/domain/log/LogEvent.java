package org.rekey.domain.log;

import org.rekey.domain.DomainEvent;

/** What happened to the log as a whole. */
public sealed interface LogEvent extends DomainEvent permits LogRestored {}
