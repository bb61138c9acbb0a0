package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** Stops a person from doing anything. */
public record DeactivateUser(UserId userId) implements UserCommand {}
