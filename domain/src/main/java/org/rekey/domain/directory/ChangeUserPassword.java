package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** Records that a person has another password, which is kept elsewhere. */
public record ChangeUserPassword(UserId userId) implements UserCommand {}
