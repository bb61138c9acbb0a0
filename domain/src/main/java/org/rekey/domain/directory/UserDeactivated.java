package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** A person may do nothing any more; credentials of their own stop. */
public record UserDeactivated(UserId userId) implements UserEvent {}
