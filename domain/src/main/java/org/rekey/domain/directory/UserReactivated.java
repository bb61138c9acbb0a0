package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** A person may do again what the roles allow. */
public record UserReactivated(UserId userId) implements UserEvent {}
