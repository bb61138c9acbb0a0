package org.rekey.domain.alert;

import org.rekey.domain.DomainEvent;

/** What happens to the rules of who hears of a secret's expiry. */
public sealed interface AlertEvent extends DomainEvent permits AlertDomainAllowed, AlertDomainDisallowed {}
