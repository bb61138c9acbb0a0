package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** Something else is known of a person. */
public record UserDescribed(UserId userId, UserProfile profile) implements UserEvent {}
