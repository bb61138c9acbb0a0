package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** Removes a person from the directory, with all memberships. */
public record DeleteUser(UserId userId) implements UserCommand {}
