package org.rekey.domain.token;

import org.rekey.domain.DomainEvent;

/** What happens to single tokens. That one was issued or used is not an event. */
public sealed interface TokenEvent extends DomainEvent permits TokenRevoked {}
