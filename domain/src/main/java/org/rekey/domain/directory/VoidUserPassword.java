package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** Takes a password from a person, because somebody with less rights than the person has now may know it. */
public record VoidUserPassword(UserId userId) implements UserCommand {}
