package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** There is no such person any more. */
public record UserDeleted(UserId userId) implements UserEvent {}
