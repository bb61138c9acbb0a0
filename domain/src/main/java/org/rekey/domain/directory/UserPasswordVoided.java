package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** A person has no password any more: it was set by somebody with less rights. Sessions that were opened with it are over. */
public record UserPasswordVoided(UserId userId) implements UserEvent {}
