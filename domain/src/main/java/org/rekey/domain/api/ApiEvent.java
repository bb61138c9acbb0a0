package org.rekey.domain.api;

import org.rekey.domain.DomainEvent;

/** What happens to the catalogue. */
public sealed interface ApiEvent extends DomainEvent permits ApiRegistered, ApiChanged, ApiRetired {

    ApiKey key();
}
