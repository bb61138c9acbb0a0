package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** Lets a deactivated person in again. */
public record ReactivateUser(UserId userId) implements UserCommand {}
