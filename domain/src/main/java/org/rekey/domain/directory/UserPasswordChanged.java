package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** A person signs in with another password; sessions that were opened with the one before are over. */
public record UserPasswordChanged(UserId userId) implements UserEvent {}
