package org.rekey.domain.directory;

import org.rekey.domain.DomainEvent;

/** What happens to people and groups. */
public sealed interface DirectoryEvent extends DomainEvent permits UserEvent, GroupEvent {}
