package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** Changes what is known of a person. */
public record DescribeUser(UserId userId, UserProfile profile) implements UserCommand {}
